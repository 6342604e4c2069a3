package compliance

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// classID numbers the classes of words and of what detectors find.
type classID uint32

// pattern is one way to say what a rule looks for.
type pattern struct {
	steps []step
	langs langSet // languages of the words
	rule  int32   // index of the rule; -1 for any
	text  string  // as written, for explanations
}

// step is one thing a pattern wants, after the one before.
type step struct {
	classes []classID // any of them
	gap     int       // most words between it and the one before
	either  bool      // may come before it as well
	hidden  bool      // has to be disguised
}

const (
	maxGap   = 30 // words
	maxSteps = 8
)

// parsePattern reads a pattern. class finds a class by its name, words makes one
// of a word written in place.
func parsePattern(text string, class func(name string) (classID, error), words func(text string) (classID, error)) (pattern, error) {
	p := pattern{text: shown(text)}
	next := step{}
	for rest := strings.TrimSpace(text); rest != ""; rest = strings.TrimSpace(rest) {
		switch {
		case rest[0] == '!' && !next.hidden:
			next.hidden, rest = true, rest[1:]
		case rest[0] == '{' || rest[0] == '"':
			end := strings.IndexByte(rest[1:], closing(rest[0]))
			if end < 0 {
				return p, fmt.Errorf("pattern %q: %c is not closed", text, rest[0])
			}
			find, names := words, strings.Split(rest[1:1+end], "|")
			if rest[0] == '{' {
				find = class
			}
			for _, name := range names {
				id, err := find(strings.TrimSpace(name))
				if err != nil {
					return p, fmt.Errorf("pattern %q: %w", text, err)
				}
				if !slices.Contains(next.classes, id) {
					next.classes = append(next.classes, id)
				}
			}
			p.steps = append(p.steps, next)
			next, rest = step{}, rest[end+2:]
		case strings.HasPrefix(rest, "..") || rest[0] == '~':
			mark := strings.TrimLeft(rest, ".~")
			digits := len(mark) - len(strings.TrimLeft(mark, "0123456789"))
			n, err := strconv.Atoi(mark[:digits])
			if err != nil || n > maxGap || len(p.steps) == 0 || next.gap != 0 || next.either || next.hidden {
				return p, fmt.Errorf("pattern %q: want a gap such as ..3 or ~3, at most %d, between two steps", text, maxGap)
			}
			next, rest = step{gap: n, either: rest[0] == '~'}, mark[digits:]
		default:
			return p, fmt.Errorf("pattern %q: want {class}, \"word\", !, ..3 or ~3 at %q", text, rest)
		}
	}
	if len(p.steps) > maxSteps {
		return p, fmt.Errorf("pattern %q: want at most %d steps", text, maxSteps)
	}
	if len(p.steps) == 0 || next.gap != 0 || next.either || next.hidden {
		return p, fmt.Errorf("pattern %q: want a step at the end", text)
	}
	return p, nil
}

// shown is a pattern as explanations show it, with long lists of words cut.
func shown(text string) string {
	var out strings.Builder
	for i, part := range strings.Split(text, "\"") {
		if i > 0 {
			out.WriteByte('"')
		}
		if i%2 == 1 && len(part) > 60 {
			cut := 1 + strings.IndexByte(part[1:], '|')
			for next := cut; next > 0 && next <= 50; next += 1 + strings.IndexByte(part[next+1:], '|') {
				if cut = next; strings.IndexByte(part[next+1:], '|') < 0 {
					break
				}
			}
			if cut > 0 {
				part = part[:cut] + "|..."
			}
		}
		out.WriteString(part)
	}
	return out.String()
}

func closing(c byte) byte {
	if c == '{' {
		return '}'
	}
	return c
}

// maxForms is how many words the choices of one may make.
const maxForms = 4096

// expand gives each of the words that a word with choices "(a|b|)" stands for.
func expand(word string) ([]string, error) {
	open := strings.IndexByte(word, '(')
	if open < 0 {
		if strings.ContainsAny(word, ")|") {
			return nil, fmt.Errorf("word %q: choices are written (a|b)", word)
		}
		return []string{word}, nil
	}
	end := strings.IndexByte(word[open:], ')')
	if end < 0 || strings.Contains(word[open+1:open+end], "(") {
		return nil, fmt.Errorf("word %q: ( is not closed, or stands inside another", word)
	}
	tails, err := expand(word[open+end+1:])
	if err != nil {
		return nil, err
	}
	choices := strings.Count(word[open:open+end], "|") + 1
	if choices*len(tails) > maxForms {
		return nil, fmt.Errorf("word %.40q: its choices make more than %d words", word, maxForms)
	}
	var out []string
	for choice := range strings.SplitSeq(word[open+1:open+end], "|") {
		for _, tail := range tails {
			out = append(out, word[:open]+choice+tail)
		}
	}
	return out, nil
}
