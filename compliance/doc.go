// Package compliance checks the texts of a shop against content and market
// rules before anybody sees them: captions, listings, LIVE scripts, posts of
// affiliates, advertisements and messages. It needs no network and no account,
// and imports nothing but the standard library.
//
//	c, err := compliance.New()
//	if err != nil {
//		return err
//	}
//	rep := c.Check(compliance.Item{Market: "ID", Lang: "id", Fields: []compliance.Field{
//		{Surface: compliance.ProductTitle, Text: title},
//		{Surface: compliance.VideoCaption, Text: caption},
//	}})
//	for _, f := range rep.Findings {
//		fmt.Println(f.Rule, f.Severity, f.Span, f.Evidence, f.Suggestion)
//	}
//
// Make one [Checker] and keep it: [New] takes some tens of milliseconds. A Checker
// does not change and is safe for many goroutines.
//
//   - [Checker.Check] judges the texts of one video, listing or post together.
//   - [Checker.Quick] says whether a text is worth a check, and no more.
//   - [Checker.Stream] judges what is said little by little: a LIVE, a chat.
//   - [Checker.Eligible] tells whether goods may be offered in a market.
//   - [Redact] hides what findings point at.
//
// # What is judged
//
// The rules are those of [Checker.Rules]. Each [Finding] names its rule, the
// place in the caller's text, what was found there and in which form, what set
// the severity, and where the rule comes from. Rules are judged in four ways:
//
//   - Words: patterns of words of a language, with exceptions. A disguise is
//     seen through: letters of other scripts, digits and signs for letters,
//     letters set apart or repeated, characters that cannot be seen, words
//     written together behind a hash sign. Finding.Why says so.
//   - Detectors: links, addresses, numbers of telephones, cards, accounts and
//     persons (by their check digits where they have some), keys, prices and
//     quantities.
//   - Structure: how a text is built (tags, capitals, repeats, currency,
//     language, disclosure of advertising) and whether it agrees with the rest.
//   - Facts: what the caller knows and texts do not say; see [Facts].
//
// Texts are searched sentence by sentence, in lower case and usual width, with
// accents compared only where the text has them.
//
// # Severities and decisions
//
// The weightiest finding decides: [Info] and [Low] pass, [Medium] warns, [High]
// asks for a review, [Block] refuses. A market may be stricter than the rule
// ([Rule].Stricter); words around a finding and facts may lower it or take it
// back; [WithOverride] puts the caller's weight in place of the rule's.
//
// What is not known makes no finding but an entry in Report.NotChecked: which
// rule, and what it needs. A rule can stand there and have findings too: then
// its words were judged and its facts were not.
//
// # Markets and languages
//
// A rule holds on its surfaces and in its markets. Without Item.Market, a rule
// of some markets holds for texts in a language that is spoken there.
//
// There are words in fourteen languages: Arabic, Chinese, English, French,
// German, Greek, Indonesian, Japanese, Korean, Malay, Portuguese, Spanish, Thai
// and Vietnamese. English words count in all of them. Without Item.Lang each
// sentence tells its language. Dutch, Hindi, Italian, Polish and Tagalog are
// accepted for packs of the caller's own; of themselves they have no words, so
// that only English ones, names and detectors find something; NotChecked tells.
//
// # Limits
//
// No rule looks at pictures or sound; what is written in them can be checked as
// [ImageText] once somebody has read it. Words do not tell whether they are
// quoted, meant as a joke or true: a claim that can be proven is found like one
// that cannot. A report is a reason to look, not a verdict and not legal advice,
// and nothing found is no proof.
//
// Facts, the market's money and its units are held against the first 64 KiB of a
// field; words and detectors cover all of it. Report.NotChecked names longer
// fields.
//
// A sentence longer than 4 KiB is cut at a blank, so what a rule looks for is not
// found across the cut. A sentence with thousands of words that rules speak of is
// judged by what was found until the limit; Quick then says yes. Texts may be of
// any length.
//
// # What a report shows
//
// Evidence is the text that was found, with personal data, account numbers and
// secrets masked, whatever the rule is about, in JSON and SARIF too
// ([Report.SARIF]). The caller's texts themselves are never in a report beyond
// that. [Redact] masks them for showing.
//
// # Shops
//
// [Checker.Eligible] answers whether goods may be offered in a market by a shop:
// modes, categories, stock, papers and accounts, each with its source and date.
// The tables are what the platform and third parties had published by then; the
// platform's own word is in its seller center, such as
// https://seller-us.tiktok.com/university and its sisters of other markets.
//
// # Packs
//
// Rules and words are data: JSON packs, one for the rules and some for each
// language, built in. [ParsePack] reads further ones for [WithPacks]; they may
// bring rules, or words for the rules that are there. Each pack carries cases
// that [Checker.Verify] runs. See [Pack] for their form. Patterns can speak of
// what detectors find as of words: {@url}, {@email}, {@phone}, {@handle},
// {@price}, {@percent}, {@discount}, {@duration}, {@weight}, {@length},
// {@volume}, {@age}, {@date}, {@number}, {@hashtag}, {@mention} and others. A
// class is one across all packs: words under a name that a built-in pack has
// join those of its rules, so give yours names of their own. [WithAllow] names
// words to be left alone, [WithBrands] the brands that are the caller's own.
//
// # Sources
//
// Rules and market data come from public pages of the platform, of authorities
// and of trade guides; Finding.Sources names them, with the date the publisher
// gave. They change: Report.PackVersion tells the day of knowledge. Where sources
// on a category differ, [Checker.Eligible] takes the strictest.
package compliance
