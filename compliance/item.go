package compliance

// Surface is where a text is shown.
type Surface string

// The surfaces.
const (
	VideoCaption       Surface = "video_caption"       // caption and hashtags of a video
	LiveScript         Surface = "live_script"         // script or transcript of a LIVE
	ProductTitle       Surface = "product_title"       // title of a listing
	ProductDescription Surface = "product_description" // description of a listing
	ImageText          Surface = "image_text"          // text read from a picture; the caller reads it
	AffiliatePost      Surface = "affiliate_post"      // post of a creator who earns commission
	Ad                 Surface = "ad"                  // text of a paid advertisement
	CommentMessage     Surface = "comment_message"     // comments and chat messages
)

// Severity says how much a finding weighs.
type Severity int

// The severities, in order.
const (
	Info   Severity = iota + 1 // a note
	Low                        // quality or tone: advice
	Medium                     // needs proof, a disclaimer or other words: a warning
	High                       // probably a violation: hold until changed or reviewed
	Block                      // must not be published without a person's word
)

var severityNames = [...]string{Info: "info", Low: "low", Medium: "medium", High: "high", Block: "block"}

// String is the name used in packs and reports: "info" to "block".
func (s Severity) String() string {
	if s < Info || s > Block {
		return "none"
	}
	return severityNames[s]
}

// MarshalText writes the name.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Decision is what to do with an item.
type Decision int

// The decisions, in order.
const (
	Pass   Decision = iota // nothing above Low was found
	Warn                   // something of Medium: publish when it is proven or changed
	Review                 // something of High: a person decides
	Refuse                 // something of Block: do not publish
)

var decisionNames = [...]string{Pass: "pass", Warn: "warn", Review: "review", Refuse: "refuse"}

// String is the name used in reports: "pass", "warn", "review" or "refuse".
func (d Decision) String() string {
	if d < Pass || d > Refuse {
		return "unknown"
	}
	return decisionNames[d]
}

// MarshalText writes the name.
func (d Decision) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Mode is how a shop is run.
type Mode string

// The modes. The zero value is not known.
const (
	SelfOperated Mode = "self_operated" // the seller sets prices and ships
	FullyManaged Mode = "fully_managed" // the platform does
)

// Item is what is checked together: the texts of one video, listing or post.
type Item struct {
	Market string  // ISO 3166 region, such as "ID", in either case; "": the rules of every market where the text's language is spoken
	Mode   Mode    // how the shop is run; "" is not known
	Lang   string  // ISO 639 language of the texts, such as "id" or "pt-BR"; "" lets the texts tell
	Fields []Field // in any order
	Facts  Facts   // what the texts do not say
}

// Field is one text.
type Field struct {
	Surface Surface // one that is not known, such as "", stands for all
	Text    string  // any bytes, of any length; invalid UTF-8 is skipped over
}

// Span is a place in a text, first in bytes, then in runes (an invalid byte
// counts as one). The end is exclusive. It covers exactly the value: no label
// and no punctuation around it, and never a part of a visible character.
type Span struct {
	Start     int `json:"start"`
	End       int `json:"end"`
	RuneStart int `json:"rune_start"`
	RuneEnd   int `json:"rune_end"`
}

// Finding is one place where a rule is broken, or may be.
type Finding struct {
	Rule       string   `json:"rule"` // "HLT-001"
	Area       string   `json:"area"` // "health"
	Severity   Severity `json:"severity"`
	Field      int      `json:"field"` // index of the field; -1: the item as a whole
	Span       Span     `json:"span"`
	Evidence   string   `json:"evidence,omitempty"` // the text at Span, masked where it is personal data or a secret
	Message    string   `json:"message"`
	Suggestion string   `json:"suggestion,omitempty"`
	Sources    []Source `json:"sources,omitempty"`
	Why        string   `json:"why"` // what was found, in which form, and what set the severity
}

// Source is where a rule comes from.
type Source struct {
	Key       string `json:"key"`
	Publisher string `json:"publisher"`
	Title     string `json:"title"`
	URL       string `json:"url,omitempty"`
	Date      string `json:"date,omitempty"` // as the publisher gave it
}

// Unchecked is a rule that could not be judged.
type Unchecked struct {
	Rule  string `json:"rule"`  // "*": no single one
	Needs string `json:"needs"` // what has to be known, such as "Facts.Commercial"
}

// Report is the outcome of a check.
type Report struct {
	Decision    Decision    `json:"decision"`
	Findings    []Finding   `json:"findings"`              // by field, place and rule
	NotChecked  []Unchecked `json:"not_checked,omitempty"` // by rule: silence about these means nothing; reports share the list, so copy it before changing it
	PackVersion string      `json:"pack_version"`          // versions of the packs, joined by "+"
}
