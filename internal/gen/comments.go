package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// typeComment is the comment of a struct, without its name.
func (m *model) typeComment(s *structType) string {
	text := m.typeSentence(s)
	if currency := currencyOf(s); currency != "" {
		text += " Amounts are in " + currency + "."
	}
	return text
}

var moneyName = regexp.MustCompile(`(amount|fee|price|cost|tax|discount|revenue|subtotal|gmv|refund_total|deposit|commission)`)

// currencyOf tells where the currency of a type's bare amounts stands, "" when
// there are none or the type has a currency itself.
func currencyOf(s *structType) string {
	bare := false
	for _, f := range s.fields {
		if f.wire == "currency" {
			return ""
		}
		bare = bare || f.goType == root+"Decimal" && f.from[0].Unit == "decimal" && moneyName.MatchString(f.wire)
	}
	if !bare {
		return ""
	}
	var found string
	for _, n := range s.nodes {
		at := "the shop's currency"
		for owner := n.owner; owner != nil; owner = owner.owner {
			if i := slices.IndexFunc(owner.fields, func(f *field) bool { return f.Name == "currency" }); i >= 0 {
				at = "[" + owner.name + "." + owner.fields[i].name + "]"
				break
			}
		}
		if found != "" && found != at {
			return "the currency that the type around them names"
		}
		found = at
	}
	return found
}

// typeSentence says what a struct is.
func (m *model) typeSentence(s *structType) string {
	if text, ok := m.names.Docs[s.name]; ok {
		m.names.used["docs "+s.name] = true
		return text
	}
	n := s.nodes[0]
	method := "[" + n.op.Service + "Service." + n.op.GoMethod + "]"
	switch {
	case n.root && n.input:
		return "is the input of " + method + "."
	case n.root:
		return "is the answer of " + method + "."
	}
	owner := n.owner
	for _, f := range owner.fields {
		if f.kid != n {
			continue
		}
		holder := "[" + owner.name + "." + f.name + "]"
		more := ""
		if len(operations(s.nodes)) > 2 {
			more = " and the like"
		}
		if f.list {
			return "is one entry of " + holder + more + "."
		}
		return "is the value of " + holder + more + "."
	}
	return "is a part of [" + owner.name + "]."
}

var notSlug = regexp.MustCompile(`[^a-z0-9]+`)

// page is the address of the official page, "" when its title is not known.
func page(op *api.Operation) string {
	if op.Title == "" {
		return ""
	}
	slug := strings.Trim(notSlug.ReplaceAllString(strings.ToLower(op.Title), "-"), "-")
	return "https://partner.tiktokshop.com/docv2/page/" + slug + "-" + op.Version
}

// methodComment is the comment of an operation's method.
func (m *model) methodComment(op *operation, d *docs) string {
	doc, notes := d.operation(op)
	sentences := append([]string{op.GoMethod + " " + doc}, notes...)
	if op.Paging != api.PagingNone {
		sentences[0] = strings.TrimSuffix(sentences[0], ".") + fmt.Sprintf("; [%sService.%sAll] walks all pages.", op.Service, op.GoMethod)
	}
	said := strings.ToLower(strings.Join(sentences, " "))
	auto := func(word, sentence string) {
		if !strings.Contains(said, word) {
			sentences = append(sentences, sentence)
		}
	}
	if op.KeyName != "" {
		auto(" key", "An empty idempotency key is filled, so that it can be repeated safely.")
	}
	if op.Partial != "" {
		auto("partialfailure", "It can fail in part: then the answer comes with a [tiktokshop.PartialFailure].")
	}
	if strings.Contains(op.Notes, "repeat may answer a state error") {
		auto("state error", "A repeat may answer a state error.")
	}
	if op.Ends != "" {
		sentences = append(sentences, "The platform announced the end of this route for "+op.Ends+
			"; [tiktokshop.Version] sends a call to another version.")
	}
	scope := ""
	switch len(op.Scopes) {
	case 0:
	case 1:
		scope = "Needs scope " + op.Scopes[0] + ". "
	default:
		scope = "Needs one of the scopes " + strings.Join(op.Scopes, ", ") + ". "
	}
	last := credential(op.Operation) + scope + "Version " + op.Version + "."
	if link := page(op.Operation); link != "" {
		last += "\n" + link
	}
	return strings.Join(sentences, " ") + "\n\n" + last
}

// credential says whose token a call takes, and what the client must be bound to.
func credential(op *api.Operation) string {
	whose := "a token of any kind"
	if op.Token != api.TokenAny {
		whose = "a " + op.Token + "'s token"
	}
	switch {
	case op.Shop && op.Asset:
		return "Takes " + whose + ", and a shop or a category asset. "
	case op.Shop:
		return "Takes " + whose + " and a shop. "
	case op.Asset:
		return "Takes " + whose + " and a category asset. "
	}
	return "Takes " + whose + ". "
}
