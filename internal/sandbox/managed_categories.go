package sandbox

// managedCategories are the tree of categories: parents come first.
var managedCategories = [...]struct {
	id, parent, english, chinese string
	leaf                         bool
}{
	{"7303372078719600001", "0", "Apparel", "\u670d\u88c5", false},
	{"7303372078719600002", "7303372078719600001", "Women's wear", "\u5973\u88c5", false},
	{"7303372078719600003", "7303372078719600002", "Dresses", "\u8fde\u8863\u88d9", true},
	{"7303372078719600004", "7303372078719600002", "Shirts", "\u886c\u886b", true},
	{"7303372078719600005", "0", "Home", "\u5bb6\u5c45", false},
	{"7303372078719600006", "7303372078719600005", "Kitchen", "\u53a8\u623f", false},
	{"7303372078719600007", "7303372078719600006", "Mugs", "\u9a6c\u514b\u676f", true},
	{"7303372078719600008", "7303372078719600006", "Bowls", "\u7897", true},
}

// Ids of the attributes that make colors and sizes of every category.
const (
	colorAttribute = "7110491141870454520"
	sizeAttribute  = "7110464130469611265"
)

func (s *Sandbox) searchManagedCategories(c *call) (any, *refusal) {
	from, size := max(int(number(c.body["page_offset"])), 0), int(number(c.body["page_size"]))
	if size <= 0 {
		size = 10
	}
	rows := []map[string]any{}
	for i := from; i < min(from+size, len(managedCategories)); i++ {
		k := managedCategories[i]
		rows = append(rows, map[string]any{
			"id": k.id, "parent_id": k.parent, "name_en": k.english, "name_cn": k.chinese, "is_leaf": k.leaf, "status": "2", "version": "v2",
		})
	}
	return map[string]any{"categories": rows, "page_offset": from, "page_size": size, "total_count": len(managedCategories)}, nil
}

func (s *Sandbox) getManagedCategory(c *call) (any, *refusal) {
	id := c.ids.Get("category_id")
	for _, k := range managedCategories {
		if k.id != id {
			continue
		}
		return map[string]any{
			"id": id, "parent_id": k.parent, "name_en": k.english, "name_zh": k.chinese, "is_leaf": k.leaf, "is_enabled": true, "level": categoryLevel(id),
			"is_garment": categoryRoot(id) == managedCategories[0].id, "is_allowed_jit": true, "is_custom_key_attribute": false,
			"first_key_attribute_id": colorAttribute, "second_key_attribute_id": sizeAttribute,
		}, nil
	}
	return nil, unmet("a category of the tree: there is no %s", id)
}

func parentOf(id string) string {
	for _, k := range managedCategories {
		if k.id == id {
			return k.parent
		}
	}
	return "0"
}

func categoryLevel(id string) int {
	n := 1
	for id = parentOf(id); id != "0"; id = parentOf(id) {
		n++
	}
	return n
}

func categoryRoot(id string) string {
	for parentOf(id) != "0" {
		id = parentOf(id)
	}
	return id
}

func isManagedLeaf(id string) bool {
	for _, k := range managedCategories {
		if k.id == id {
			return k.leaf
		}
	}
	return false
}
