package sandbox

// orderWire is an order as answers show it. Times that have not come and texts
// that do not apply are left out.
type orderWire struct {
	ID                 string       `json:"id"`
	Status             string       `json:"status"`
	OrderType          string       `json:"order_type"`
	CommercePlatform   string       `json:"commerce_platform"`
	UserID             string       `json:"user_id"`
	BuyerEmail         string       `json:"buyer_email"`
	BuyerNickname      string       `json:"buyer_nickname"`
	BuyerAvatar        string       `json:"buyer_avatar"`
	BuyerMessage       string       `json:"buyer_message"`
	SellerNote         string       `json:"seller_note,omitempty"`
	CPF                string       `json:"cpf,omitempty"`
	CPFName            string       `json:"cpf_name,omitempty"`
	NeedUploadInvoice  string       `json:"need_upload_invoice"`
	ShippingType       string       `json:"shipping_type"`
	DeliveryType       string       `json:"delivery_type"`
	FulfillmentType    string       `json:"fulfillment_type"`
	DeliveryOptionID   string       `json:"delivery_option_id"`
	DeliveryOptionName string       `json:"delivery_option_name"`
	WarehouseID        string       `json:"warehouse_id"`
	TrackingNumber     string       `json:"tracking_number,omitempty"`
	ShippingProvider   string       `json:"shipping_provider,omitempty"`
	ShippingProviderID string       `json:"shipping_provider_id,omitempty"`
	SplitOrCombineTag  string       `json:"split_or_combine_tag,omitempty"`
	AutoCombineGroupID string       `json:"auto_combine_group_id,omitempty"`
	IsCOD              bool         `json:"is_cod"`
	IsSample           bool         `json:"is_sample_order"`
	IsOnHold           bool         `json:"is_on_hold_order"`
	IsCancelAsked      bool         `json:"is_buyer_request_cancel"`
	IsExchange         bool         `json:"is_exchange_order"`
	IsReplacement      bool         `json:"is_replacement_order"`
	HasMoved           bool         `json:"has_updated_recipient_address"`
	ExchangeSource     string       `json:"exchange_source_order_id,omitempty"`
	Replaced           string       `json:"replaced_order_id,omitempty"`
	CreateTime         int64        `json:"create_time"`
	UpdateTime         int64        `json:"update_time"`
	PaidTime           int64        `json:"paid_time,omitempty"`
	RTSTime            int64        `json:"rts_time,omitempty"`
	CollectionTime     int64        `json:"collection_time,omitempty"`
	DeliveryTime       int64        `json:"delivery_time,omitempty"`
	CancelTime         int64        `json:"cancel_time,omitempty"`
	RequestCancelTime  int64        `json:"request_cancel_time,omitempty"`
	RTSSLA             int64        `json:"rts_sla_time,omitempty"`
	TTSSLA             int64        `json:"tts_sla_time,omitempty"`
	CancelSLA          int64        `json:"cancel_order_sla_time,omitempty"`
	ShippingDue        int64        `json:"shipping_due_time,omitempty"`
	CollectionDue      int64        `json:"collection_due_time,omitempty"`
	DeliveryDue        int64        `json:"delivery_due_time,omitempty"`
	DeliverySLA        int64        `json:"delivery_sla_time,omitempty"`
	OptionDelivery     int64        `json:"delivery_option_required_delivery_time,omitempty"`
	PickUpCutOff       int64        `json:"pick_up_cut_off_time,omitempty"`
	CancelReason       string       `json:"cancel_reason,omitempty"`
	CancelInitiator    string       `json:"cancellation_initiator,omitempty"`
	PaymentMethodName  string       `json:"payment_method_name,omitempty"`
	HandlingDuration   handlingWire `json:"handling_duration"`
	Payment            paymentWire  `json:"payment"`
	RecipientAddress   *addressWire `json:"recipient_address"`
	Packages           []idWire     `json:"packages,omitempty"`
	LineItems          []lineWire   `json:"line_items"`
}

// foundOrder is an order as searches show it.
type foundOrder struct {
	orderWire
	RecommendedShipping int64 `json:"recommended_shipping_time,omitempty"`
	Priority            int   `json:"fulfillment_priority_level,omitempty"`
}

// wholeOrder is an order as the read by id shows it.
type wholeOrder struct {
	orderWire
	PaymentMethodCode string `json:"payment_method_code,omitempty"`
	PaymentCardType   string `json:"payment_card_type,omitempty"`
	PaymentAuthCode   string `json:"payment_auth_code,omitempty"`
	Registry          string `json:"channel_entity_national_registry_id,omitempty"`
}

type idWire struct {
	ID string `json:"id"`
}

type handlingWire struct {
	Days string `json:"days"`
	Type string `json:"type"`
}

type paymentWire struct {
	Currency             string `json:"currency"`
	SubTotal             string `json:"sub_total"`
	TotalAmount          string `json:"total_amount"`
	OriginalProductPrice string `json:"original_total_product_price"`
	SellerDiscount       string `json:"seller_discount"`
	PlatformDiscount     string `json:"platform_discount"`
	ShippingFee          string `json:"shipping_fee"`
	OriginalShippingFee  string `json:"original_shipping_fee"`
	ShippingSellerOff    string `json:"shipping_fee_seller_discount"`
	ShippingPlatformOff  string `json:"shipping_fee_platform_discount"`
	ShippingCofunded     string `json:"shipping_fee_cofunded_discount"`
	Tax                  string `json:"tax"`
	ProductTax           string `json:"product_tax"`
	ShippingTax          string `json:"shipping_fee_tax"`
	PaymentPlatformOff   string `json:"payment_platform_discount"`
	RetailDelivery       string `json:"retail_delivery_fee,omitempty"`
	BuyerServiceFee      string `json:"buyer_service_fee,omitempty"`
	HandlingFee          string `json:"handling_fee,omitempty"`
	SmallOrderFee        string `json:"small_order_fee,omitempty"`
	ShippingInsuranceFee string `json:"shipping_insurance_fee,omitempty"`
	ItemInsuranceFee     string `json:"item_insurance_fee,omitempty"`
	PaymentServiceFeeOff string `json:"payment_discount_service_fee,omitempty"`
}

type lineWire struct {
	ID                string    `json:"id"`
	ProductID         string    `json:"product_id"`
	ProductName       string    `json:"product_name"`
	SKUID             string    `json:"sku_id"`
	SKUName           string    `json:"sku_name"`
	SKUImage          string    `json:"sku_image"`
	SKUType           string    `json:"sku_type"`
	SellerSKU         string    `json:"seller_sku"`
	Currency          string    `json:"currency"`
	OriginalPrice     string    `json:"original_price"`
	SalePrice         string    `json:"sale_price"`
	SellerDiscount    string    `json:"seller_discount"`
	PlatformDiscount  string    `json:"platform_discount"`
	DisplayStatus     string    `json:"display_status"`
	CancelReason      string    `json:"cancel_reason,omitempty"`
	CancelUser        string    `json:"cancel_user,omitempty"`
	PackageID         string    `json:"package_id,omitempty"`
	PackageStatus     string    `json:"package_status,omitempty"`
	TrackingNumber    string    `json:"tracking_number,omitempty"`
	ProviderID        string    `json:"shipping_provider_id,omitempty"`
	ProviderName      string    `json:"shipping_provider_name,omitempty"`
	RTSTime           int64     `json:"rts_time,omitempty"`
	HandlingDays      string    `json:"handling_duration_days,omitempty"`
	RetailDeliveryFee string    `json:"retail_delivery_fee,omitempty"`
	BuyerServiceFee   string    `json:"buyer_service_fee,omitempty"`
	ItemTax           []taxWire `json:"item_tax,omitempty"`
	IsGift            bool      `json:"is_gift"`
	IsDangerous       bool      `json:"is_dangerous_good"`
	NeedsPrescription bool      `json:"needs_prescription"`
}

type taxWire struct {
	Type   string `json:"tax_type"`
	Amount string `json:"tax_amount"`
	Rate   string `json:"tax_rate"`
}

// addressWire is an address of an order. Packages show fewer of its fields.
type addressWire struct {
	Name           string         `json:"name"`
	FirstName      string         `json:"first_name,omitempty"`
	LastName       string         `json:"last_name,omitempty"`
	FirstNameLocal string         `json:"first_name_local_script,omitempty"`
	LastNameLocal  string         `json:"last_name_local_script,omitempty"`
	Phone          string         `json:"phone_number"`
	Region         string         `json:"region_code"`
	PostalCode     string         `json:"postal_code"`
	PostTown       string         `json:"post_town,omitempty"`
	FullAddress    string         `json:"full_address"`
	AddressDetail  string         `json:"address_detail"`
	AddressLine1   string         `json:"address_line1"`
	AddressLine2   string         `json:"address_line2"`
	AddressLine3   string         `json:"address_line3"`
	AddressLine4   string         `json:"address_line4"`
	Districts      []districtWire `json:"district_info,omitempty"`
	Preferences    *wishWire      `json:"delivery_preferences,omitempty"`
}

type districtWire struct {
	Level     string `json:"address_level"`
	LevelName string `json:"address_level_name"`
	Name      string `json:"address_name"`
	ISO       string `json:"iso_code,omitempty"`
}

type wishWire struct {
	DropOff string `json:"drop_off_location"`
}
