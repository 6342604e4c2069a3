package sandbox

import (
	"slices"
	"time"
)

func accessHandlers() map[string]handler {
	return map[string]handler{
		"shop.Authorizations.ListShops":          (*Sandbox).listShops,
		"shop.Authorizations.ListCategoryAssets": (*Sandbox).listAssets,
		"shop.Authorizations.CreateWidgetToken":  (*Sandbox).createWidgetToken,
		"shop.Authorizations.RevokeShop":         (*Sandbox).revokeShop,
		"shop.Sellers.ListShops":                 (*Sandbox).listActiveShops,
		"shop.Sellers.ListPermissions":           (*Sandbox).listPermissions,
		"shop.Sellers.ListCreators":              (*Sandbox).listShopCreators,
		"shop.Sellers.GetStatus":                 (*Sandbox).sellerStatus,
		"shop.Sellers.GetShopGroup":              (*Sandbox).shopGroup,
		"shop.Sellers.SyncCollections":           (*Sandbox).syncCollections,
		"shop.Webhooks.List":                     (*Sandbox).listWebhooks,
		"shop.Webhooks.Update":                   (*Sandbox).updateWebhook,
		"shop.Webhooks.Delete":                   (*Sandbox).deleteWebhook,
	}
}

// granted are the shops of the token's seller that the app may act for.
func (s *Sandbox) granted(c *call) []*store {
	return slices.DeleteFunc(s.shopsOf(c.account), func(t *store) bool { return c.grant.closed[t] })
}

func (s *Sandbox) listShops(c *call) (any, *refusal) {
	shops := []map[string]any{}
	for _, t := range s.granted(c) {
		shops = append(shops, t.wire)
	}
	return map[string]any{"shops": shops}, nil
}

func (s *Sandbox) listAssets(c *call) (any, *refusal) {
	assets := []map[string]any{}
	for _, wire := range s.assets {
		if s.assetOwner(wire) == c.account {
			assets = append(assets, wire)
		}
	}
	return map[string]any{"category_assets": assets}, nil
}

// widgetLife is how long a widget's token lives.
const widgetLife = 5 * time.Minute

func (s *Sandbox) createWidgetToken(c *call) (any, *refusal) {
	id, shops := c.query.Get("shop_id"), s.granted(c)
	switch {
	case id == "" && len(shops) != 1:
		return nil, invalid("shop_id is a required field and has not been provided")
	case id != "" && !slices.ContainsFunc(shops, func(t *store) bool { return t.id == id }):
		return nil, invalid("invalid param shop_id: no shop of this seller that the app may act for has it")
	}
	c.applied = true
	return map[string]any{"widget_token": map[string]any{
		"token": "widget-token-for-tests-" + c.account.openID, "expire_at": c.now.Add(widgetLife).Unix(),
	}}, nil
}

// revokeShop ends the app's authorization of one shop; with the last one the
// seller's tokens end. The app did it itself, so no webhook tells it.
func (s *Sandbox) revokeShop(c *call) (any, *refusal) {
	c.grant.closed[c.store] = true
	if len(s.granted(c)) == 0 {
		s.end(c.grant.consent)
	}
	c.applied = true
	return nil, nil
}

func (s *Sandbox) listActiveShops(c *call) (any, *refusal) {
	shops := []map[string]any{}
	for _, t := range s.granted(c) {
		if !t.inactive {
			shops = append(shops, map[string]any{"id": t.wire["id"], "region": t.wire["region"]})
		}
	}
	return map[string]any{"shops": shops}, nil
}

// listPermissions: sellers in several countries manage global products.
func (s *Sandbox) listPermissions(c *call) (any, *refusal) {
	permissions := []string{}
	shops := s.shopsOf(c.account)
	for _, t := range shops {
		if text(t.wire["seller_type"]) == "CROSS_BORDER" || t.market != shops[0].market {
			permissions = []string{"MANAGE_GLOBAL_PRODUCT"}
		}
	}
	return map[string]any{"permissions": permissions}, nil
}

// listShopCreators: a shop has its official account, which is its own.
func (s *Sandbox) listShopCreators(*call) (any, *refusal) {
	return map[string]any{"shop_creators": []map[string]any{{"binding_status": "ACTIVE", "type": "OFFICIAL"}}}, nil
}

// sellerStatus answers with the numbers of the documented example; what is
// closed has another one.
func (s *Sandbox) sellerStatus(c *call) (any, *refusal) {
	const shopOpen, shopClosed = "1", "2"
	shops := []map[string]any{}
	for _, t := range s.granted(c) {
		status := shopOpen
		if t.inactive {
			status = shopClosed
		}
		shops = append(shops, map[string]any{"shop_id": t.id, "shop_status": status})
	}
	return map[string]any{"seller_status_data": map[string]any{
		"partner_channel": "6", "seller_status": "2", "tax_form_status": "1", "shop_statuses": shops,
	}}, nil
}

func (s *Sandbox) shopGroup(c *call) (any, *refusal) {
	shops := []map[string]any{}
	for _, t := range s.granted(c) {
		shops = append(shops, map[string]any{
			"shop_id": t.id, "seller_id": s.sellerID(c.account), "shop_name": text(t.wire["name"]), "shop_region": t.market.region,
		})
	}
	return map[string]any{"shop_group_data": map[string]any{
		"shop_group": map[string]any{"source": "1", "shop_group_name": c.account.name}, "shops": shops,
	}}, nil
}

// syncCollections takes collections of another shop system; those that hold
// products the shop does not have fail.
func (s *Sandbox) syncCollections(c *call) (any, *refusal) {
	failed := []string{}
	collections := objects(c.body["collections"])
	for _, one := range collections {
		known := func(p map[string]any) bool { return c.store.products.byID[text(p["tts_product_id"])] != nil }
		if !slices.ContainsFunc(objects(one["products"]), func(p map[string]any) bool { return !known(p) }) {
			continue
		}
		failed = append(failed, text(one["id"]))
	}
	c.applied = len(failed) < len(collections)
	return map[string]any{"failed_info": map[string]any{"ids": failed}}, nil
}
