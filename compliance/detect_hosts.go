package compliance

import "strings"

type suffixKind uint8

const (
	sureSuffix suffixKind = iota + 1
	longSuffix            // shows a host behind four letters or more
	wordSuffix            // a word too: needs more, such as a path
)

// suffixes are endings of hosts.
var suffixes = suffixTable()

func suffixTable() map[string]suffixKind {
	m := map[string]suffixKind{}
	for s := range strings.FieldsSeq("com net org edu gov mil int io info biz shop store online site xyz club website dev cloud ly gg " +
		"example test kr jp cn th vn ph sg mx br gr uk eu nl cz pl hu ro ru ua ie hk tw au nz za tr cc tv icu ltd asia top vip link") {
		m[s] = sureSuffix
	}
	for s := range strings.FieldsSeq("co de es fr id it my us me be se ch at dk fi pt ca in sa ae app page blog tech space live bio world life fun pro ai mobi " +
		"name market sale boutique fashion beauty email chat group team studio art design agency media") {
		m[s] = longSuffix
	}
	for s := range strings.FieldsSeq("is no so to am pm la im ma do fm gl ink kim red win men one new now lt lv ee si sk hr bg rs is li lu mt cy cl ar pe ve uy py bo ec cr " +
		"gt hn ni pa sv cu pr kz uz ge az by ir il qa kw om bh jo lb eg ng ke gh pk bd lk np mm kh mo ws su") {
		m[s] = wordSuffix
	}
	for _, s := range []string{"de", "es", "fr", "it", "id", "my"} {
		m[s] = longSuffix
	}
	for _, s := range []string{"me", "us", "in", "be", "at", "live", "life", "name", "sale", "art", "group", "team", "pro", "fun", "page", "market", "one"} {
		m[s] = wordSuffix
	}
	for _, s := range []string{"app", "bio"} {
		m[s] = longSuffix
	}
	return m
}

// ownHosts belong to the platform.
var ownHosts = set("tiktok.com tiktokshop.com tiktokglobalshop.com tiktokv.com tiktokcdn.com tokopedia.com tokopedia.link tiktokshopglobal.com capcut.com")

// chatHosts lead to chats.
var chatHosts = set("wa.me wa.link whatsapp.com t.me telegram.me telegram.org line.me lin.ee zalo.me m.me viber.com kakao.com signal.me discord.gg weixin.qq.com wechat.com wasap.my")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
