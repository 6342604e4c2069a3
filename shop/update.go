package shop

// ProductUpdateFrom makes the request that changes nothing, to be changed and
// passed to [ProductsService.Update], which replaces a product as a whole and
// clears what is left out. Read the product with ReturnUnderReviewVersion or
// ReturnDraftVersion when an edit of it may be under way.
//
// Prices and stock are left out, since Update keeps them; SKUs that are added
// need both. The answer of Get does not tell which category tree the product's
// category is of: set CategoryVersion in shops that use the second, and
// SubscribeInfoEdit when the subscription shall change. Delivery options that
// are not available are dropped.
func ProductUpdateFrom(p *GetProductResponse) *UpdateProductRequest {
	if p == nil {
		p = &GetProductResponse{}
	}
	req := &UpdateProductRequest{
		BrandID: p.Brand.ID, Description: p.Description, ExternalProductID: p.ExternalProductID, IsCODAllowed: new(p.IsCODAllowed),
		IsPreOwned: p.IsPreOwned, MainImages: imageRefs(p.MainImages), ManufacturerIDs: p.ManufacturerIDs,
		MinimumOrderQuantity: p.MinimumOrderQuantity, PackageDimensions: p.PackageDimensions, PackageWeight: p.PackageWeight,
		ResponsiblePersonIDs: p.ResponsiblePersonIDs, ShippingInsuranceRequirement: p.ShippingInsuranceRequirement,
		ShippingTemplateID: p.ShippingTemplateID, Title: p.Title, Video: VideoRef{ID: p.Video.ID},
		SizeChart: ProductSizeChartInput{Image: ImageRef{URI: p.SizeChart.Image.URI}, Template: p.SizeChart.Template},
	}
	for _, c := range p.CategoryChains {
		if c.IsLeaf {
			req.CategoryID = c.ID
		}
	}
	for _, o := range p.DeliveryOptions {
		if o.IsAvailable {
			req.DeliveryOptionIDs = append(req.DeliveryOptionIDs, o.ID)
		}
	}
	for _, s := range p.IntegratedPlatformStatuses {
		req.ListingPlatforms = append(req.ListingPlatforms, s.Platform)
	}
	for _, a := range p.ProductAttributes {
		req.ProductAttributes = append(req.ProductAttributes, ProductAttributeInput{ID: a.ID, Values: a.Values})
	}
	for _, c := range p.Certifications {
		in := CertificationInput{ID: c.ID, ExpirationDate: c.ExpirationDate, Images: imageRefs(c.Images)}
		for _, f := range c.Files {
			in.Files = append(in.Files, CertificationFileInput{ID: f.ID, Format: f.Format, Name: f.Name})
		}
		req.Certifications = append(req.Certifications, in)
	}
	for _, sku := range p.SKUs {
		req.SKUs = append(req.SKUs, skuUpdateFrom(&sku))
	}
	return req
}

func skuUpdateFrom(sku *ProductSKU) ProductSKUInput {
	in := ProductSKUInput{
		ID: sku.ID, ExternalListPrices: sku.ExternalListPrices, ExternalSKUID: sku.ExternalSKUID, ExternalURLs: sku.ExternalURLs,
		ExtraIdentifierCodes: sku.ExtraIdentifierCodes, Fees: sku.Fees, IdentifierCode: sku.IdentifierCode, ListPrice: sku.ListPrice,
		SellerSKU: sku.SellerSKU, SKUUnitCount: sku.SKUUnitCount,
	}
	if sku.PreSale != nil {
		in.PreSale = *sku.PreSale
	}
	for _, a := range sku.SalesAttributes {
		in.SalesAttributes = append(in.SalesAttributes, SalesAttributeInput{
			ID: a.ID, Name: a.Name, ValueID: a.ValueID, ValueName: a.ValueName,
			SKUImg: ImageRef{URI: a.SKUImg.URI}, SupplementarySKUImages: imageRefs(a.SupplementarySKUImages),
		})
	}
	for _, c := range sku.CombinedSKUs {
		in.CombinedSKUs = append(in.CombinedSKUs, CombinedSKUInput{ProductID: c.ProductID, SKUCount: c.SKUCount, SKUID: c.SKUID})
	}
	return in
}

func imageRefs(images []Image) []ImageRef {
	var refs []ImageRef
	for _, i := range images {
		refs = append(refs, ImageRef{URI: i.URI})
	}
	return refs
}
