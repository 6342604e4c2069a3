package compliance

import "bytes"

// trie finds terms that begin at a place of a text. Nodes with one way on are
// put together; the children of a node lie side by side.
type trie struct {
	roots [1 << 16]uint32 // node after two bytes; 0: none
	nodes []node
	label []byte // of the nodes: the byte that leads to it
	tails []byte // of all nodes: what follows the label
	heads *heads
}

// node is a place in the trie.
type node struct {
	first uint32 // of its children
	tail  uint32 // where its tail begins
	leaf  int32  // entry of the term that ends behind the tail; -1: none
	count uint16 // of its children
	size  uint8  // of its tail
	flags wordFlags
}

// wordFlags tell of a word what decides whether its meanings are looked up.
type wordFlags uint8

const (
	openWord  wordFlags = 1 << iota // the ending may be free
	waitedFor                       // a pattern is looked for where it is there
	helpful                         // detectors look at it
	spelling                        // detectors start from it
)

// newTrie makes a trie of texts of two bytes or more, sorted and without
// repeats, and what is to know of each. The entry of a text is its index.
func newTrie(texts []string, flags func(i int) wordFlags) *trie {
	size := 1 + len(texts)*3/2
	t := &trie{heads: newHeads(len(texts)), nodes: make([]node, 1, size), label: make([]byte, 1, size), tails: make([]byte, 0, 4*size)}
	t.nodes[0].leaf = -1
	for i, text := range texts {
		t.heads.mark(text, flags(i)&openWord != 0)
	}
	b := trieBuilder{trie: t, texts: texts, flags: flags}
	for from := 0; from < len(texts); {
		head := texts[from][:2]
		to := from
		for to < len(texts) && texts[to][:2] == head {
			to++
		}
		n := b.add(head[1])
		t.roots[uint16(head[0])<<8|uint16(head[1])] = n
		b.queue = append(b.queue, stretch{n, from, to, 2})
		from = to
	}
	for len(b.queue) > 0 {
		s := b.queue[len(b.queue)-1]
		b.queue = b.queue[:len(b.queue)-1]
		b.grow(s)
	}
	return t
}

// trieBuilder makes the nodes.
type trieBuilder struct {
	*trie
	texts []string
	flags func(i int) wordFlags
	queue []stretch
}

// stretch are the texts below a node, which are the same up to a depth.
type stretch struct {
	node     uint32
	from, to int
	depth    int
}

func (b *trieBuilder) add(label byte) uint32 {
	n := uint32(len(b.nodes)) //nolint:gosec // G115: far fewer terms than 2^31
	b.nodes, b.label = append(b.nodes, node{leaf: -1}), append(b.label, label)
	return n
}

// grow gives a node its tail, leaf and children.
func (b *trieBuilder) grow(s stretch) {
	first, last := b.texts[s.from], b.texts[s.to-1]
	depth := s.depth
	for depth < len(first) && depth < len(last) && first[depth] == last[depth] {
		depth++
	}
	n := &b.nodes[s.node]
	n.tail, n.size = uint32(len(b.tails)), uint8(depth-s.depth) //nolint:gosec // G115: words are short, see maxWord
	b.tails = append(b.tails, first[s.depth:depth]...)
	if len(first) == depth {
		n.leaf, n.flags = int32(s.from), b.flags(s.from) //nolint:gosec // G115: as above
		s.from++
	}
	for from := s.from; from < s.to; {
		c := b.texts[from][depth]
		to := from
		for to < s.to && b.texts[to][depth] == c {
			to++
		}
		child := b.add(c)
		n = &b.nodes[s.node]
		if n.count == 0 {
			n.first = child
		}
		n.count++
		b.queue = append(b.queue, stretch{child, from, to, depth + 1})
		from = to
	}
}

// root is the node after the first two bytes of a text at a place, 0 if no term
// begins so.
func (t *trie) root(text []byte, at int) uint32 {
	return t.roots[uint16(text[at])<<8|uint16(text[at : at+2][1])]
}

// child is the child that a byte leads to, 0 if there is none.
func (t *trie) child(n *node, c byte) uint32 {
	labels := t.label[n.first : n.first+uint32(n.count)]
	if len(labels) <= 8 {
		for i := range labels {
			if labels[i] == c {
				return n.first + uint32(i)
			}
		}
		return 0
	}
	if i := bytes.IndexByte(labels, c); i >= 0 {
		return n.first + uint32(i) //nolint:gosec // G115: below 256
	}
	return 0
}

// goesOn reports whether a text goes on as the node does behind its label.
func (t *trie) goesOn(n *node, text []byte) bool {
	tail := t.tails[n.tail : n.tail+uint32(n.size)]
	if len(text) < len(tail) {
		return false
	}
	for i := range tail {
		if tail[i] != text[i] {
			return false
		}
	}
	return true
}
