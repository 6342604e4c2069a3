package compliance

// windows tries the whole number, then parts of it that blanks set off.
func (d *detector) windows(try func(a, b int, named bool) bool, named bool) int {
	n := len(d.groups)
	for size := n; size >= 1; size-- {
		for a := 0; a+size <= n; a++ {
			b := a + size
			if a > 0 && !softGap(d.gap(a-1)) || b < n && !softGap(d.gap(b-1)) {
				continue
			}
			if try(a, b, named) {
				return d.lead(a, d.groups[b-1].end)
			}
		}
	}
	return 0
}

// lead judges the groups before those that were something alone, and gives the
// place behind all of them.
func (d *detector) lead(a, end int) int {
	if a > 0 {
		d.groups = d.groups[:a]
		if n := d.count(0, a); n >= 7 {
			d.identify(n)
		}
	}
	return end
}

// softGap reports a gap that may end a number, strongGap one that hardly stands
// inside of one.
func softGap(gap string) bool { return gap == " " || strongGap(gap) }

func strongGap(gap string) bool { return gap == "  " || gap == " - " || gap == " / " || gap == "?" }

// stretch is how many groups from one on have no strong gap between them.
func (d *detector) stretch(a int) int {
	b := a + 1
	for b < len(d.groups) && !strongGap(d.gap(b-1)) {
		b++
	}
	return b
}

// phones finds the phone numbers among the groups at hand: first what strong
// gaps set off, then as many groups as may be one.
func (d *detector) phones() int {
	for a := range d.groups {
		if a > 0 && !softGap(d.gap(a-1)) {
			continue
		}
		first := d.stretch(a)
		if n := d.phonePart(a, first); n > 0 {
			return n
		}
		for b := len(d.groups); b > a; b-- {
			if b == first || b < len(d.groups) && !softGap(d.gap(b-1)) {
				continue
			}
			if n := d.phonePart(a, b); n > 0 {
				return n
			}
		}
	}
	return 0
}

// phonePart takes groups that are a phone number alone.
func (d *detector) phonePart(a, b int) int {
	whole := a == 0 && b == len(d.groups)
	if !whole && !d.apart(a, b) {
		return 0
	}
	start, end := d.phone(a, b)
	if end == 0 {
		return 0
	}
	if b-a == 1 && d.disguised(d.groups[a].start) {
		d.emit(classHidden, start, end)
	}
	return d.lead(a, d.take(classPhone, start, end))
}

// apart reports whether a part of the groups may be judged alone: it is written
// without blanks, or strong gaps set it off, or it begins with a sign for calls
// from abroad.
func (d *detector) apart(a, b int) bool {
	if d.at(d.groups[a].start-1) == '+' {
		return true
	}
	if d.count(a, b) < 9 {
		return false
	}
	if (a == 0 || strongGap(d.gap(a-1))) && (b == len(d.groups) || strongGap(d.gap(b-1))) && d.stretch(a) >= b {
		return true
	}
	for k := a; k+1 < b; k++ {
		if g := d.gap(k); g == " " || strongGap(g) {
			return d.at(d.groups[a].start-1) == '(' || a == 0 && d.groups[b].end-d.groups[b].start <= 2 && b+1 == len(d.groups) && d.national(a, b)
		}
	}
	return true
}
