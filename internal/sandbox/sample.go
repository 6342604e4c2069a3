package sandbox

import (
	"slices"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// sampleAccounts are the people who have authorized the app; they grant all
// scopes of their kind unless granted says otherwise.
func sampleAccounts(cat *api.Catalogue, granted []string) map[Kind]*account {
	accounts := map[Kind]*account{
		Seller:  {kind: Seller, openID: "open-id-of-the-test-seller", name: "Test Seller", region: "US"},
		Creator: {kind: Creator, openID: "open-id-of-the-test-creator"},
		Partner: {kind: Partner, openID: "open-id-of-the-test-partner"},
	}
	for k, a := range accounts {
		a.scopes = []string{}
		for _, op := range cat.Operations {
			if op.Token == k.String() || op.Token == api.TokenAny {
				a.scopes = append(a.scopes, op.Scopes...)
			}
		}
		if granted != nil {
			a.scopes = granted
		}
		a.scopes = slices.Compact(slices.Sorted(slices.Values(a.scopes)))
	}
	return accounts
}

func sampleAssets() []map[string]any {
	return []map[string]any{{
		"cipher": "ROW_asset-cipher-for-tests", "target_market": "US", "category": map[string]any{"id": 3, "name": "Test Category"},
	}}
}
