// Package compliance checks texts of a shop against content and market rules:
// captions, listings, LIVE scripts, posts of affiliates, advertisements and
// messages. It needs no network and no account, and imports nothing but the
// standard library.
//
//	c, err := compliance.New()
//	rep := c.Check(compliance.Item{Market: "ID", Lang: "id", Fields: []compliance.Field{
//		{Surface: compliance.ProductTitle, Text: title},
//		{Surface: compliance.VideoCaption, Text: caption},
//	}})
//	for _, f := range rep.Findings {
//		fmt.Println(f.Rule, f.Severity, f.Span, f.Evidence, f.Suggestion)
//	}
//
// A [Checker] is made once; making one takes some tens of milliseconds. It does
// not change and is safe for many goroutines. [Checker.Quick] tells faster, and
// without allocating, whether a text is worth a check. [Checker.Stream] checks
// what is said little by little, such as a LIVE transcript or a chat.
//
// # What is judged
//
// Each [Finding] names a rule, the place in the caller's text, what was found
// there and in which form, what set the severity, and where the rule comes from.
// The rules are those of [Checker.Rules]. A rule holds on its surfaces and in its
// markets; where the market of an [Item] is left empty, the rules of every market
// hold in which the text's language is spoken. Severities depend on the market
// and may be set by the caller ([WithOverride]).
//
// Texts are searched sentence by sentence, in lower case and usual width, with
// accents compared only where the text has them. Words that are disguised are
// found too: letters of other scripts, digits and signs for letters, letters set
// apart or repeated, characters that cannot be seen, words written together
// behind a hash sign. Finding.Why says so.
//
// # What cannot be judged
//
// No rule here looks at pictures or sound; what is written in them can be checked
// as ImageText once somebody has read it. What the texts do not say, such as
// whether a registration exists, has to come in [Facts]; what is not known makes
// no finding but an entry in Report.NotChecked, so that silence is not taken for
// consent. Words can be meant in ways no word list knows: a report is a reason to
// look, not a verdict, and nothing found is no proof.
//
// A sentence longer than 4 KiB is cut at a blank, so what a rule looks for is not
// found across the cut. A sentence with thousands of words that rules speak of is
// judged by what was found until the limit; Quick then says yes.
//
// # Packs
//
// Rules and words are data: JSON packs, one for the rules and one for each
// language, embedded in the package. [ParsePack] reads further ones for
// [WithPacks]; they may bring rules, or words for the rules that are there. Each
// pack carries cases that [Checker.Verify] runs. See [Pack] for their form.
// [WithAllow] names words to be left alone, [WithBrands] the brands that are the
// caller's own.
package compliance
