package sandbox

import "maps"

func affiliateHandlers() map[string]handler {
	all := map[string]handler{}
	for _, part := range []map[string]handler{
		openHandlers(), targetHandlers(), sampleHandlers(), affiliateOrderHandlers(), linkHandlers(), exportHandlers(),
		creatorHandlers(), videoHandlers(), campaignHandlers(), creatorChatHandlers(),
	} {
		maps.Copy(all, part)
	}
	return all
}

func openHandlers() map[string]handler {
	return map[string]handler{
		"affiliate.OpenCollaborations.Create":              (*Sandbox).createOpen,
		"affiliate.OpenCollaborations.Search":              (*Sandbox).searchOpen,
		"affiliate.OpenCollaborations.SearchProducts":      (*Sandbox).searchOpenProducts,
		"affiliate.OpenCollaborations.RemoveProduct":       (*Sandbox).removeOpen,
		"affiliate.OpenCollaborations.RemoveCreator":       (*Sandbox).removeOpenCreator,
		"affiliate.OpenCollaborations.GetSettings":         (*Sandbox).getOpenSettings,
		"affiliate.OpenCollaborations.UpdateSettings":      (*Sandbox).updateOpenSettings,
		"affiliate.OpenCollaborations.ListCreatorContents": (*Sandbox).listOpenContents,
		"affiliate.OpenCollaborations.ListSampleRules":     (*Sandbox).listSampleRules,
		"affiliate.OpenCollaborations.UpdateSampleRule":    (*Sandbox).updateSampleRule,
		"affiliate.CreatorProducts.SearchOpen":             (*Sandbox).searchOpenProducts,
		"affiliate.CreatorProducts.GetOpen":                (*Sandbox).getOpenProducts,
		"affiliate.CreatorProducts.Select":                 (*Sandbox).selectProducts,
		"affiliate.CreatorProducts.ListShop":               (*Sandbox).listShopProducts,
	}
}

func targetHandlers() map[string]handler {
	return map[string]handler{
		"affiliate.TargetCollaborations.Create":       (*Sandbox).createTarget,
		"affiliate.TargetCollaborations.Update":       (*Sandbox).updateTarget,
		"affiliate.TargetCollaborations.Get":          (*Sandbox).getTarget,
		"affiliate.TargetCollaborations.Search":       (*Sandbox).searchTargets,
		"affiliate.TargetCollaborations.Delete":       (*Sandbox).deleteTarget,
		"affiliate.TargetCollaborations.GenerateLink": (*Sandbox).linkTarget,
		"affiliate.CreatorCollaborations.Search":      (*Sandbox).searchMyTargets,
	}
}

func sampleHandlers() map[string]handler {
	return map[string]handler{
		"affiliate.SampleApplications.Search":           (*Sandbox).searchSamples,
		"affiliate.SampleApplications.Review":           (*Sandbox).reviewSample,
		"affiliate.SampleApplications.ListFulfillments": (*Sandbox).listSampleContents,
		"affiliate.SampleApplications.CreateDeeplink":   (*Sandbox).sellerSampleLink,
		"affiliate.CreatorSamples.Search":               (*Sandbox).searchMySamples,
		"affiliate.CreatorSamples.Get":                  (*Sandbox).getMySample,
		"affiliate.CreatorSamples.GetLabel":             (*Sandbox).getSampleLabel,
		"affiliate.CreatorSamples.ListFulfillments":     (*Sandbox).listMyFulfillments,
		"affiliate.CreatorSamples.CreateDeeplink":       (*Sandbox).creatorSampleLink,
	}
}

func affiliateOrderHandlers() map[string]handler {
	return map[string]handler{
		"affiliate.SellerOrders.Search":        (*Sandbox).searchSellerLeads,
		"affiliate.CreatorOrders.Search":       (*Sandbox).searchCreatorLeads,
		"affiliate.CreatorOrders.SearchTraces": (*Sandbox).searchTraces,
		"affiliate.PartnerOrders.Search":       (*Sandbox).searchPartnerLeads,
		"affiliate.PartnerOrders.SearchAgency": (*Sandbox).searchAgencyLeads,
	}
}

func linkHandlers() map[string]handler {
	return map[string]handler{
		"affiliate.OpenCollaborations.GenerateLink":      (*Sandbox).linkOpenProduct,
		"affiliate.SharingLinks.Generate":                (*Sandbox).shareByTag,
		"affiliate.SharingLinks.GenerateForPublisher":    (*Sandbox).shareForPublisher,
		"affiliate.SharingLinks.GenerateForAnyPublisher": (*Sandbox).shareForPublisher,
	}
}

func exportHandlers() map[string]handler {
	return map[string]handler{
		"affiliate.Exports.Create":   (*Sandbox).createExport,
		"affiliate.Exports.List":     (*Sandbox).listExports,
		"affiliate.Exports.Download": (*Sandbox).downloadExport,
	}
}

func creatorHandlers() map[string]handler {
	return map[string]handler{
		"affiliate.MarketplaceCreators.Search":      (*Sandbox).searchCreators,
		"affiliate.MarketplaceCreators.Get":         (*Sandbox).getCreator,
		"affiliate.MarketplaceCreators.ListFilters": (*Sandbox).listCreatorFilters,
		"affiliate.Creators.GetProfile":             (*Sandbox).getProfile,
		"affiliate.Showcases.ListProducts":          (*Sandbox).listShowcase,
		"affiliate.Showcases.AddProducts":           (*Sandbox).addToShowcase,
		"affiliate.Showcases.RemoveProducts":        (*Sandbox).removeFromShowcase,
		"affiliate.Showcases.MoveProductsToTop":     (*Sandbox).moveToTop,
	}
}

func videoHandlers() map[string]handler {
	return map[string]handler{
		"affiliate.Videos.CheckProduct":     (*Sandbox).checkAnchorProduct,
		"affiliate.Videos.CheckTitle":       (*Sandbox).checkAnchorTitle,
		"affiliate.Videos.UploadFile":       (*Sandbox).uploadVideo,
		"affiliate.Videos.CreatePrecheck":   (*Sandbox).createPrecheck,
		"affiliate.Videos.GetPrecheck":      (*Sandbox).getPrecheck,
		"affiliate.Videos.Post":             (*Sandbox).postVideo,
		"affiliate.Videos.GetStatus":        (*Sandbox).getVideoStatus,
		"affiliate.Videos.ListPerformances": (*Sandbox).listVideoFigures,
		"shop.Media.StartUpload":            (*Sandbox).startUpload,
	}
}

func campaignHandlers() map[string]handler {
	return map[string]handler{
		"affiliate.Campaigns.Create":                  (*Sandbox).createCampaign,
		"affiliate.Campaigns.Edit":                    (*Sandbox).editCampaign,
		"affiliate.Campaigns.Publish":                 (*Sandbox).publishCampaign,
		"affiliate.Campaigns.Get":                     (*Sandbox).getCampaign,
		"affiliate.Campaigns.List":                    (*Sandbox).listCampaigns,
		"affiliate.Campaigns.ListProducts":            (*Sandbox).listCampaignProducts,
		"affiliate.Campaigns.ReviewProduct":           (*Sandbox).reviewCampaignProduct,
		"affiliate.Campaigns.GenerateLink":            (*Sandbox).linkCampaignProduct,
		"affiliate.Campaigns.GenerateLinks":           (*Sandbox).linkCampaignProducts,
		"affiliate.Campaigns.ListProductPerformances": (*Sandbox).listCampaignFigures,
		"affiliate.Campaigns.ListCreatorPerformances": (*Sandbox).listCampaignCreators,
		"affiliate.Campaigns.GetContentStatistics":    (*Sandbox).getContentFigures,
		"affiliate.Campaigns.GetSampleStatus":         (*Sandbox).getCampaignSample,
	}
}

func creatorChatHandlers() map[string]handler {
	return map[string]handler{
		"affiliate.Conversations.Create":       (*Sandbox).openCreatorChat,
		"affiliate.Conversations.List":         (*Sandbox).listCreatorChats,
		"affiliate.Conversations.ListMessages": (*Sandbox).listCreatorMessages,
		"affiliate.Conversations.SendMessage":  (*Sandbox).writeToCreator,
		"affiliate.Conversations.MarkRead":     (*Sandbox).readCreatorChats,
		"affiliate.Conversations.ListUnread":   (*Sandbox).listUnreadChats,
		"affiliate.Conversations.UploadImage":  (*Sandbox).uploadChatImage,
	}
}
