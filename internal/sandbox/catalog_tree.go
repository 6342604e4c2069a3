package sandbox

import "strings"

// trait is what the rules of a category ask for.
type trait uint

const (
	needsDims   trait = 1 << iota // package dimensions
	needsSize                     // a size chart
	takesSize                     // a size chart, when there is one
	needsPerson                   // manufacturer and responsible person, in the EU
	needsPaper                    // a certificate, when the product has batteries
	noCOD                         // no cash on delivery
	inviteOnly                    // sellers in the US have to apply
	prohibited                    // nobody sells this
)

// category is a node of the tree of categories, which all markets share.
type category struct {
	id, parent, name string
	traits           trait
	attributes       string // ids; those with ! are required
}

const topLevel = "0"

// The tree is small: it has what rules differ by. Parents come before children.
var categories = [...]category{
	{"600200", topLevel, "Kitchenware", 0, ""},
	{"600210", "600200", "Drinkware", 0, ""},
	{"600001", "600210", "Mugs & Cups", 0, "100000 100089 100392 100157"},
	{"600211", "600210", "Glasses", 0, "100000 100089 100157"},
	{"600212", "600210", "Bottles & Flasks", needsDims, "100000 100701 100157!"},
	{"600220", "600200", "Tableware", 0, ""},
	{"600221", "600220", "Plates & Bowls", 0, "100000 100157"},
	{"600222", "600220", "Cutlery", 0, "100000 100157!"},
	{"600100", topLevel, "Home Supplies", 0, ""},
	{"600110", "600100", "Home Decor", 0, ""},
	{"600111", "600110", "Vases", 0, "100000 100157"},
	{"600112", "600110", "Candles", 0, "100000 100392"},
	{"600113", "600110", "Lamps", needsDims | needsPaper, "100000 101610!"},
	{"600120", "600100", "Home Textiles", 0, ""},
	{"600121", "600120", "Towels", 0, "100000 100007 100157"},
	{"600122", "600120", "Baskets", needsDims, "100000 100157"},
	{"601000", topLevel, "Womenswear & Menswear", 0, ""},
	{"601010", "601000", "Tops", 0, ""},
	{"601011", "601010", "T-shirts", needsSize | takesSize, "100000 100007 100157!"},
	{"601012", "601010", "Hoodies", takesSize, "100000 100007 100157"},
	{"601020", "601000", "Socks & Hosiery", 0, ""},
	{"601021", "601020", "Socks", takesSize, "100000 100007 100392"},
	{"602000", topLevel, "Phones & Electronics", 0, ""},
	{"602010", "602000", "Phone Accessories", 0, ""},
	{"602011", "602010", "Power Banks", needsDims | needsPaper | noCOD, "100000 101610!"},
	{"602012", "602010", "Phone Cases", 0, "100000 100089 100157"},
	{"603000", topLevel, "Beauty & Personal Care", 0, ""},
	{"603010", "603000", "Skincare", 0, ""},
	{"603011", "603010", "Face Creams", needsPerson, "100089 100701!"},
	{"603012", "603010", "Sunscreens", needsPerson | inviteOnly, "100089 100701"},
	{"604000", topLevel, "Toys & Hobbies", 0, ""},
	{"604010", "604000", "Toys", 0, ""},
	{"604011", "604010", "Plush Toys", needsPerson, "100000 100157"},
	{"604012", "604010", "Toy Weapons", prohibited, "100000"},
}

// findCategory is the category with this id, nil if there is none.
func findCategory(id string) *category {
	for i := range categories {
		if categories[i].id == id {
			return &categories[i]
		}
	}
	return nil
}

func (g *category) leaf() bool {
	for i := range categories {
		if categories[i].parent == g.id {
			return false
		}
	}
	return true
}

func (g *category) has(t trait) bool { return g.traits&t != 0 }

// chain leads from the top of the tree to the category.
func (g *category) chain() []*category {
	var out []*category
	for at := g; at != nil; at = findCategory(at.parent) {
		out = append([]*category{at}, out...)
	}
	return out
}

// categoryChain is the chain as products show it.
func categoryChain(id string) []map[string]any {
	g := findCategory(id)
	if g == nil {
		return []map[string]any{{"id": id, "parent_id": topLevel, "local_name": "Category " + id, "is_leaf": true}}
	}
	out := []map[string]any{}
	for _, at := range g.chain() {
		out = append(out, map[string]any{"id": at.id, "parent_id": at.parent, "local_name": at.name, "is_leaf": at == g && g.leaf()})
	}
	return out
}

// permissions say whether a shop of a market may sell in the category.
func (g *category) permissions(m *market) []string {
	switch {
	case g.has(prohibited):
		return []string{"PROHIBITED"}
	case g.has(inviteOnly) && m.region == "US":
		return []string{"INVITE_ONLY"}
	default:
		return []string{"AVAILABLE"}
	}
}

// guessCategory is the leaf whose name has most in common with a title; mugs
// when nothing has.
func guessCategory(title string) *category {
	title = strings.ToLower(title)
	best, most := findCategory("600001"), 0
	for i := range categories {
		g := &categories[i]
		if g.has(prohibited) || !g.leaf() {
			continue
		}
		n := 0
		for word := range strings.FieldsSeq(strings.ToLower(g.name)) {
			if len(word) > 2 && strings.Contains(title, strings.TrimSuffix(word, "s")) {
				n++
			}
		}
		if n > most {
			best, most = g, n
		}
	}
	return best
}

// attribute is a property of products or, when sale is set, one that tells the
// SKUs of a product apart.
type attribute struct {
	id, name         string
	sale             bool
	multiple, custom bool
	number           bool   // values are positive numbers
	values           string // ids and names, joined by = and ;
}

// The batteries of a product decide about its papers.
const (
	batteries     = "101610"
	withBatteries = "1024358"
	certificate   = "602362"
)

var attributes = [...]attribute{
	{"100000", "Color", true, false, true, false, "1000=Red;1001=Blue;1002=White;1003=Black"},
	{"100007", "Size", true, false, true, false, "1010=S;1011=M;1012=L;1013=XL"},
	{"100089", "Specification", true, false, true, false, "1020=Single;1021=Set of 2;1022=Set of 4"},
	{"100392", "Occasion", false, true, true, false, "1001533=Birthday;1001534=Wedding;1001535=Christmas"},
	{"100157", "Material", false, true, true, false, "1002001=Ceramic;1002002=Glass;1002003=Steel;1002004=Cotton;1002005=Wood"},
	{"100701", "Net content", false, false, true, true, ""},
	{batteries, "Contains batteries", false, false, false, false, withBatteries + "=Yes;1024359=No"},
}

func findAttribute(id string) *attribute {
	for i := range attributes {
		if attributes[i].id == id {
			return &attributes[i]
		}
	}
	return nil
}

// takes are the attributes of a category by id and whether they are required.
func (g *category) takes() (ids []string, required map[string]bool) {
	required = map[string]bool{}
	for id := range strings.FieldsSeq(g.attributes) {
		bare := strings.TrimSuffix(id, "!")
		ids = append(ids, bare)
		required[bare] = bare != id
	}
	return ids, required
}

// valueName is the name of a built-in value, "" if the attribute has none.
func (a *attribute) valueName(id string) string {
	for v := range strings.SplitSeq(a.values, ";") {
		if have, name, _ := strings.Cut(v, "="); have == id && id != "" {
			return name
		}
	}
	return ""
}
