package sandbox

func orderHandlers() map[string]handler {
	return map[string]handler{
		"shop.Orders.Search":                 (*Sandbox).searchOrders,
		"shop.Orders.Get":                    (*Sandbox).getOrders,
		"shop.Orders.GetPrivileged":          (*Sandbox).getPrivilegedOrders,
		"shop.Orders.GetPriceDetail":         (*Sandbox).getPriceDetail,
		"shop.Orders.AddExternalReferences":  (*Sandbox).addReferences,
		"shop.Orders.ListExternalReferences": (*Sandbox).listReferences,
		"shop.Orders.FindByExternalID":       (*Sandbox).findByReference,

		"logistics.Packages.Search":             (*Sandbox).searchPackages,
		"logistics.Packages.Get":                (*Sandbox).getPackage,
		"logistics.Packages.Ship":               (*Sandbox).shipPackage,
		"logistics.Packages.ShipBatch":          (*Sandbox).shipPackages,
		"logistics.Packages.Create":             (*Sandbox).createPackage,
		"logistics.Packages.ScheduleHandover":   (*Sandbox).scheduleHandover,
		"logistics.Packages.GetDocument":        (*Sandbox).getDocument,
		"logistics.Packages.ListHandoverSlots":  (*Sandbox).listHandoverSlots,
		"logistics.Packages.UpdateShippingInfo": (*Sandbox).updatePackageShipping,
		"logistics.Packages.UpdateDelivery":     (*Sandbox).updateDeliveries,
		"logistics.Packages.SearchCombinable":   (*Sandbox).searchCombinable,
		"logistics.Packages.Combine":            (*Sandbox).combinePackages,
		"logistics.Packages.Uncombine":          (*Sandbox).uncombinePackage,

		"logistics.Fulfillments.Split":                (*Sandbox).splitOrder,
		"logistics.Fulfillments.ListSplitAttributes":  (*Sandbox).splitAttributes,
		"logistics.Fulfillments.MarkShipped":          (*Sandbox).markShipped,
		"logistics.Fulfillments.UpdateShippingInfo":   (*Sandbox).updateOrderShipping,
		"logistics.Fulfillments.ListShippingServices": (*Sandbox).listShippingServices,
		"logistics.Fulfillments.ListHandoverSlots":    (*Sandbox).listOrderSlots,
		"logistics.Fulfillments.GetTracking":          (*Sandbox).getTracking,
		"logistics.Fulfillments.ValidateTracking":     (*Sandbox).validateTracking,
		"logistics.Fulfillments.UploadImage":          (*Sandbox).uploadProofImage,
		"logistics.Fulfillments.UploadFile":           (*Sandbox).uploadProofFile,
		"logistics.Fulfillments.UploadInvoices":       (*Sandbox).uploadInvoices,

		"logistics.Bundles.CreateFirstMile": (*Sandbox).createFirstMile,
		"logistics.Bundles.CreateLastMile":  (*Sandbox).createLastMile,

		"logistics.Warehouses.List":                  (*Sandbox).listWarehouses,
		"logistics.Warehouses.ListGlobal":            (*Sandbox).listGlobalWarehouses,
		"logistics.Warehouses.ListDeliveryOptions":   (*Sandbox).listDeliveryOptions,
		"logistics.Warehouses.ListShippingProviders": (*Sandbox).listShippingProviders,
		"logistics.Warehouses.ListShippingTemplates": (*Sandbox).listShippingTemplates,
		"logistics.Warehouses.StandardizeAddress":    (*Sandbox).standardizeAddress,
		"logistics.Warehouses.Create":                (*Sandbox).createWarehouse,
		"logistics.Warehouses.Update":                (*Sandbox).updateWarehouse,
	}
}
