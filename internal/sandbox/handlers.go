package sandbox

import "slices"

// handlers are the operations with behavior of their own; the others are
// answered from the catalogue.
func handlers() map[string]func(*Shop, *call) (any, *refusal) {
	return map[string]func(*Shop, *call) (any, *refusal){
		"shop.Authorizations.ListShops":          (*Shop).listShops,
		"shop.Authorizations.ListCategoryAssets": (*Shop).listAssets,
		"shop.Sellers.ListShops":                 (*Shop).listActiveShops,

		"shop.Orders.Search":         (*Shop).searchOrders,
		"shop.Orders.Get":            (*Shop).getOrders,
		"shop.Orders.GetPriceDetail": (*Shop).getPriceDetail,

		"shop.Media.UploadImage":        (*Shop).uploadImage,
		"shop.Products.Create":          (*Shop).createProduct,
		"shop.Products.Get":             (*Shop).getProduct,
		"shop.Products.Search":          (*Shop).searchProducts,
		"shop.Products.Update":          (*Shop).updateProduct,
		"shop.Products.Patch":           (*Shop).patchProduct,
		"shop.Products.Activate":        (*Shop).activateProducts,
		"shop.Products.Deactivate":      (*Shop).deactivateProducts,
		"shop.Products.Delete":          (*Shop).deleteProducts,
		"shop.Products.Recover":         (*Shop).recoverProducts,
		"shop.Products.SearchInventory": (*Shop).searchInventory,
		"shop.Products.UpdateInventory": (*Shop).updateInventory,
		"shop.Products.UpdatePrices":    (*Shop).updatePrices,

		"logistics.Packages.Search":            (*Shop).searchPackages,
		"logistics.Packages.Get":               (*Shop).getPackage,
		"logistics.Packages.Ship":              (*Shop).shipPackage,
		"logistics.Packages.ShipBatch":         (*Shop).shipPackages,
		"logistics.Packages.GetDocument":       (*Shop).getDocument,
		"logistics.Packages.ListHandoverSlots": (*Shop).listHandoverSlots,
	}
}

func (s *Shop) listShops(*call) (any, *refusal) { return map[string]any{"shops": s.shops}, nil }

func (s *Shop) listAssets(*call) (any, *refusal) {
	return map[string]any{"category_assets": s.assets}, nil
}

func (s *Shop) listActiveShops(*call) (any, *refusal) {
	shops := []map[string]any{}
	for _, shop := range s.shops {
		shops = append(shops, map[string]any{"id": shop["id"], "region": shop["region"]})
	}
	return map[string]any{"shops": shops}, nil
}

// oneOf reports whether want is empty or holds v.
func oneOf(want []string, v string) bool { return len(want) == 0 || slices.Contains(want, v) }

// same reports whether a filter is not set or equals v.
func same(filter any, v any) bool {
	switch f := filter.(type) {
	case nil:
		return true
	case bool:
		return f == truth(v)
	default:
		return text(f) == "" || text(f) == text(v)
	}
}
