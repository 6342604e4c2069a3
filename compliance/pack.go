package compliance

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// schema is the version of the form of packs.
const schema = 1

// Pack is a set of rules, words and cases as data. A pack may add words to the
// rules of others.
type Pack struct {
	Schema  int    `json:"schema"`  // 1
	Name    string `json:"name"`    // unique among the packs of a checker
	Version string `json:"version"` // date of knowledge, such as "2026.11.22"
	Lang    string `json:"lang"`    // language of the words, "" for words that belong to none

	Sources map[string]Source `json:"sources,omitempty"`
	Rules   []Rule            `json:"rules,omitempty"`

	// Classes are the words that patterns speak of, by the name of their class. A
	// word is one word or several; "*" at its end leaves the ending open, "*" at
	// its beginning lets it be the last part of a longer word, "(a|b|)" stands for
	// each of the choices.
	Classes map[string][]string `json:"classes,omitempty"`

	// Patterns say what a rule looks for: {class} or "word|word" steps, one after
	// the other, with "..3" between them for at most three words in between and
	// "~3" for the same in either order. A step after "!" has to be disguised:
	// !{brand} finds "N1ke" and not "Nike".
	Patterns map[string][]string `json:"patterns,omitempty"`

	// Unless are patterns that take back what they overlap with, by rule or "*".
	Unless map[string][]string `json:"unless,omitempty"`

	// Lower are patterns that lower the severity of what they overlap with to Low.
	Lower map[string][]string `json:"lower,omitempty"`

	// Allow are words inside which nothing is found, by rule or "*".
	Allow map[string][]string `json:"allow,omitempty"`

	Cases []Case `json:"cases,omitempty"`
}

// Rule is one rule. Rules come from packs; the built-in ones are those of
// [Checker.Rules].
type Rule struct {
	ID         string              `json:"id"` // "HLT-001"
	Title      string              `json:"title"`
	Area       string              `json:"area"` // "health"
	Severity   Severity            `json:"severity"`
	Surfaces   []Surface           `json:"surfaces"`           // empty: all
	Markets    []string            `json:"markets,omitempty"`  // where it holds; empty: everywhere
	Stricter   map[string]Severity `json:"stricter,omitempty"` // by market
	Message    string              `json:"message"`
	Suggestion string              `json:"suggestion"`
	Sources    []string            `json:"sources,omitempty"` // keys
	Hides      []string            `json:"hides,omitempty"`   // rules that say less about the same place
}

// Case is a text that tells whether a rule works.
type Case struct {
	Rule    string  `json:"rule"` // "*" with Found false: no rule may speak up with Medium or more
	Text    string  `json:"text"`
	Found   bool    `json:"found"`
	Lang    string  `json:"lang,omitempty"` // the pack's when empty
	Market  string  `json:"market,omitempty"`
	Surface Surface `json:"surface,omitempty"` // the rule's first when empty
}

//go:embed packs/*.json
var packFiles embed.FS

// BuiltinPacks are the packs that [New] uses, as they are written: with words,
// patterns and cases. A new list is made on each call.
func BuiltinPacks() ([]*Pack, error) {
	entries, err := packFiles.ReadDir("packs")
	if err != nil {
		return nil, fmt.Errorf("compliance: %w", err)
	}
	var packs []*Pack
	for _, e := range entries {
		text, err := packFiles.ReadFile(path.Join("packs", e.Name()))
		if err != nil {
			return nil, fmt.Errorf("compliance: %w", err)
		}
		p, err := ParsePack(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
		packs = append(packs, p)
	}
	return packs, nil
}

// ParsePack reads a pack. The error names what is wrong and where.
func ParsePack(text []byte) (*Pack, error) {
	p := &Pack{}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(p); err != nil {
		return nil, fmt.Errorf("compliance: pack: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("compliance: pack: more than one JSON value")
	}
	switch {
	case p.Schema != schema:
		return nil, fmt.Errorf("compliance: pack %q: schema %d, want %d", p.Name, p.Schema, schema)
	case strings.TrimSpace(p.Name) == "":
		return nil, errors.New("compliance: pack: name is missing")
	case p.Version == "":
		return nil, fmt.Errorf("compliance: pack %q: version is missing", p.Name)
	case p.Lang != "" && langBit(p.Lang) == 0:
		return nil, fmt.Errorf("compliance: pack %q: language %q is not known: want one of %s", p.Name, p.Lang, strings.Join(langs[:], ", "))
	}
	return p, nil
}

// UnmarshalText reads the name of a severity.
func (s *Severity) UnmarshalText(text []byte) error {
	i := slices.Index(severityNames[:], string(text))
	if i < int(Info) {
		return fmt.Errorf("severity %q: want info, low, medium, high or block", text)
	}
	*s = Severity(i)
	return nil
}

// langs are the languages words can belong to.
var langs = [...]string{
	"en", "es", "pt", "id", "th", "vi", "ms", "ko", "zh", "el", "ja", "de", "fr", "ar", "it", "nl", "pl", "hi", "tl",
}

// langSet is a set of languages.
type langSet uint32

const everyLang langSet = 1<<len(langs) - 1

// langBit is the set of one language, empty when it is not known; "" is all.
func langBit(lang string) langSet {
	if lang == "" {
		return everyLang
	}
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if i := slices.Index(langs[:], base); i >= 0 {
		return 1 << i
	}
	return 0
}
