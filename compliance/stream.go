package compliance

import (
	"container/list"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// StreamOptions say what a stream is about. The zero value of each field means
// what it means in an [Item], or what is told here.
type StreamOptions struct {
	Market  string
	Mode    Mode
	Lang    string
	Surface Surface       // where the texts are shown, such as LiveScript or CommentMessage
	Wait    time.Duration // an unfinished sentence is judged as it is each time this passes; 0: 10 s; negative: never
	Window  time.Duration // repeats are looked for in so much time; 0: 10 minutes; negative: nowhere
	Repeats int           // so many messages alike are too many, 2 or more; less: 3
	Authors int           // so many authors are kept apart; 0: 4096. The one who was silent longest is forgotten
}

// Stream checks what is said little by little: a LIVE transcript, a chat. Its
// findings do not depend on how the texts were cut into chunks: apart from
// repeats they are what [Checker.Check] finds by words and detectors in the whole
// text of an author; see [Stream.NotChecked] for what it leaves out. Memory stays
// bounded. It is safe for many goroutines; an author's chunks come in order.
type Stream struct {
	c       *Checker
	o       StreamOptions
	mu      sync.Mutex
	authors map[string]*list.Element // of *speaker
	order   *list.List               // the one who spoke last in front
}

// StreamFinding is a finding in what an author said. Its span counts from the
// first chunk of the author on; Field is 0.
type StreamFinding struct {
	Author string    `json:"author"`
	At     time.Time `json:"at"` // of the chunk that showed it
	Finding
}

// Stream starts a stream.
func (c *Checker) Stream(o StreamOptions) *Stream {
	o.Market = strings.ToUpper(o.Market)
	def := func(d *time.Duration, to time.Duration) {
		if *d == 0 {
			*d = to
		}
	}
	def(&o.Wait, 10*time.Second)
	def(&o.Window, 10*time.Minute)
	if o.Repeats <= 1 { // what is said once is no repeat
		o.Repeats = 3
	}
	if o.Authors <= 0 {
		o.Authors = 4096
	}
	return &Stream{c: c, o: o, authors: map[string]*list.Element{}, order: list.New()}
}

// NotChecked is what of the options is not known, and what only [Checker.Check]
// judges: facts, and what stands elsewhere in a text.
func (s *Stream) NotChecked() []Unchecked {
	it := Item{Market: s.o.Market, Mode: s.o.Mode, Lang: s.o.Lang, Fields: []Field{{Surface: s.o.Surface}}}
	list := slices.Clone(s.c.Check(it).NotChecked)
	of := structural{c: s.c, it: &it}
	for _, id := range wholeTextRules {
		if of.rule(id, s.c.surface(s.o.Surface)) == nil || slices.ContainsFunc(list, func(u Unchecked) bool { return u.Rule == id }) {
			continue
		}
		list = append(list, Unchecked{Rule: id, Needs: "the whole text, with Checker.Check"})
	}
	slices.SortStableFunc(list, func(a, b Unchecked) int { return strings.Compare(a.Rule, b.Rule) })
	return list
}

// wholeTextRules are the rules that look, also or only, at a text as a whole.
var wholeTextRules = [...]string{
	"ACC-005", "ADS-001", "ADS-002", "ADS-003", "ADS-004", "ENG-002", "ENG-003", "ENG-005", "HLT-007", "LOC-001", "LOC-003", "LOC-004", "MIS-008",
	"PRC-003", "PRC-006", "PRC-007", "PRC-009",
}

// Write adds a chunk to what an author says and gives what is found in the
// sentences that it completes.
func (s *Stream) Write(author, chunk string, at time.Time) []StreamFinding {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.forget(author)
	p := s.speaker(author)
	if p.text == "" {
		p.since = at
	}
	out = append(out, s.hear(p, chunk, at)...)
	return append(out, s.late(p, at)...)
}

// End ends a message of an author and gives what is found in the rest of it.
// The next chunk begins another message; a message that is said again and again
// is a finding.
func (s *Stream) End(author string, at time.Time) []StreamFinding {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.authors[author] == nil {
		return nil
	}
	return s.end(s.speaker(author), at)
}

// Message is Write and End: a whole message.
func (s *Stream) Message(author, text string, at time.Time) []StreamFinding {
	return append(s.Write(author, text, at), s.End(author, at)...)
}

// Flush gives what is found in sentences that are unfinished for longer than
// StreamOptions.Wait. What they turn out to have more comes when they are
// complete. Call it now and then, such as every second.
func (s *Stream) Flush(at time.Time) []StreamFinding {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []StreamFinding
	for e := s.order.Back(); e != nil; e = e.Prev() {
		if p, ok := e.Value.(*speaker); ok {
			out = append(out, s.late(p, at)...)
		}
	}
	return out
}

// Close ends the messages of all authors. The stream can be used again.
func (s *Stream) Close() []StreamFinding {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []StreamFinding
	for e := s.order.Back(); e != nil; e = e.Prev() {
		if p, ok := e.Value.(*speaker); ok {
			out = append(out, s.end(p, p.last)...)
		}
	}
	clear(s.authors)
	s.order.Init()
	return out
}

// speaker is an author.
type speaker struct {
	name    string
	text    string // what waits for the end of its sentence
	base    int    // bytes and runes before it
	runes   int
	since   time.Time // when text began
	last    time.Time
	early   []Finding // given of text before it was complete
	judged  int       // bytes of text that early is about
	looked  time.Time // when they were judged
	message message
	recent  []sketch // of messages
	script  script
}

func (s *Stream) speaker(author string) *speaker {
	if e, ok := s.authors[author]; ok {
		s.order.MoveToFront(e)
		if p, ok := e.Value.(*speaker); ok {
			return p
		}
	}
	p := &speaker{name: strings.Clone(author)}
	s.authors[p.name] = s.order.PushFront(p)
	return p
}

// forget makes room for one more author.
func (s *Stream) forget(author string) []StreamFinding {
	if s.authors[author] != nil || s.order.Len() < s.o.Authors {
		return nil
	}
	e := s.order.Back()
	p, ok := e.Value.(*speaker)
	if !ok {
		return nil
	}
	out := s.end(p, p.last)
	s.order.Remove(e)
	delete(s.authors, p.name)
	return out
}

// hear takes a chunk and judges the sentences that are complete.
func (s *Stream) hear(p *speaker, chunk string, at time.Time) []StreamFinding {
	waited := p.text
	p.text, p.last = p.text+chunk, at
	p.message.add(chunk, p.base+len(waited), p)
	if len(p.text) <= maxSegment && !mayEnd(waited, chunk) {
		return nil
	}
	return s.judge(p, at, true)
}

// mayEnd reports whether a chunk may end a sentence.
func mayEnd(waited, chunk string) bool {
	if waited != "" && strings.IndexByte(".!?", waited[len(waited)-1]) >= 0 {
		return true
	}
	for i := range len(chunk) {
		if c := chunk[i]; c >= utf8.RuneSelf || simpleTable[c] == 0 {
			return true
		}
	}
	return false
}

// judge takes the sentences off the text of an author that are complete, all
// of it when nothing follows.
func (s *Stream) judge(p *speaker, at time.Time, more bool) []StreamFinding {
	var out []StreamFinding
	sc := s.c.scratch()
	defer s.c.pool.Put(sc)
	from := 0
	for from < len(p.text) {
		end, seen, done := sc.view.next(p.text[from:], more)
		if !done {
			break
		}
		sentence := p.text[from : from+end]
		for _, f := range s.findings(p, sc, sentence, seen) {
			if !slices.ContainsFunc(p.early, func(e Finding) bool { return e.Rule == f.Rule && e.Span == f.Span }) {
				out = append(out, StreamFinding{p.name, at, f})
			}
		}
		if f, ok := s.loop(p, sentence, &sc.view); ok {
			out = append(out, StreamFinding{p.name, at, f})
		}
		p.early, p.judged = nil, 0
		p.base, p.runes = p.base+end, p.runes+utf8.RuneCountInString(sentence)
		from, p.since = from+end, at
	}
	if from > 0 {
		p.text = strings.Clone(p.text[from:])
	}
	return out
}

// findings are those of a sentence that lies in the view, at its place in what
// the author said.
func (s *Stream) findings(p *speaker, sc *scratch, sentence string, seen traits) []Finding {
	q := search{c: s.c, sc: sc, declared: langBit(s.o.Lang), market: s.o.Market, surface: s.c.surface(s.o.Surface)}
	q.sentence(sentence, 0, seen)
	if len(sc.found) == 0 {
		return nil
	}
	it := Item{Market: s.o.Market, Mode: s.o.Mode, Lang: s.o.Lang, Fields: []Field{{s.o.Surface, sentence}}}
	var rep Report
	at := places{text: sentence}
	for i := range sc.found {
		s.c.report(&rep, &it, 0, &at, &sc.found[i])
	}
	s.c.structural(&rep, &it, sc)
	for i := range rep.Findings {
		f := &rep.Findings[i]
		f.Span = Span{f.Span.Start + p.base, f.Span.End + p.base, f.Span.RuneStart + p.runes, f.Span.RuneEnd + p.runes}
		f.Evidence = strings.Clone(f.Evidence)
	}
	return rep.Findings
}

// late judges a sentence that has waited too long for its end.
func (s *Stream) late(p *speaker, at time.Time) []StreamFinding {
	if s.o.Wait < 0 || p.text == "" || at.Sub(p.since) < s.o.Wait || p.judged == len(p.text) || p.judged > 0 && at.Sub(p.looked) < s.o.Wait {
		return nil
	}
	sc := s.c.scratch()
	defer s.c.pool.Put(sc)
	_, seen, _ := sc.view.next(p.text, false)
	p.judged, p.looked = len(p.text), at
	var out []StreamFinding
	for _, f := range s.findings(p, sc, p.text, seen) {
		if !slices.ContainsFunc(p.early, func(e Finding) bool { return e.Rule == f.Rule && e.Span == f.Span }) {
			p.early = append(p.early, f)
			out = append(out, StreamFinding{p.name, at, f})
		}
	}
	return out
}

// end ends a message.
func (s *Stream) end(p *speaker, at time.Time) []StreamFinding {
	out := s.judge(p, at, false)
	if f, ok := s.repeated(p, at); ok {
		out = append(out, StreamFinding{p.name, at, f})
	}
	p.message = message{}
	return out
}
