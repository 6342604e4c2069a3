package sandbox

// foundParcel is a package as searches show it.
type foundParcel struct {
	ID           string        `json:"id"`
	Status       string        `json:"status"`
	CreateTime   int64         `json:"create_time"`
	UpdateTime   int64         `json:"update_time"`
	LineIDs      []string      `json:"order_line_item_ids"`
	Orders       []parcelOrder `json:"orders"`
	ProviderID   string        `json:"shipping_provider_id"`
	ProviderName string        `json:"shipping_provider_name"`
	Tracking     string        `json:"tracking_number"`
}

// wholeParcel is a package as the read by id shows it.
type wholeParcel struct {
	ID           string        `json:"package_id"`
	Status       string        `json:"package_status"`
	CreateTime   int64         `json:"create_time"`
	UpdateTime   int64         `json:"update_time"`
	LineIDs      []string      `json:"order_line_item_ids"`
	Orders       []parcelOrder `json:"orders"`
	ProviderID   string        `json:"shipping_provider_id"`
	ProviderName string        `json:"shipping_provider_name"`
	Tracking     string        `json:"tracking_number"`
	LastMile     string        `json:"last_mile_tracking_number,omitempty"`
	ShippingType string        `json:"shipping_type"`
	OptionID     string        `json:"delivery_option_id"`
	OptionName   string        `json:"delivery_option_name"`
	Form         string        `json:"split_and_combine_tag"`
	MultiSKUs    bool          `json:"has_multi_skus"`
	NoteTag      string        `json:"note_tag"`
	Handover     string        `json:"handover_method,omitempty"`
	Slot         *slotWire     `json:"pickup_slot,omitempty"`
	Dimension    sizeWire      `json:"dimension"`
	Weight       weightWire    `json:"weight"`
	Recipient    *shortAddress `json:"recipient_address,omitempty"`
	Sender       *shortAddress `json:"sender_address"`
}

type parcelOrder struct {
	ID   string      `json:"id"`
	SKUs []parcelSKU `json:"skus"`
}

type parcelSKU struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Image    string `json:"image_url"`
	Quantity int    `json:"quantity"`
}

type slotWire struct {
	From int64 `json:"start_time"`
	To   int64 `json:"end_time"`
}

type sizeWire struct {
	Unit   string `json:"unit"`
	Length string `json:"length"`
	Width  string `json:"width"`
	Height string `json:"height"`
}

type weightWire struct {
	Unit  string `json:"unit"`
	Value string `json:"value"`
}

// shortAddress is an address of a package.
type shortAddress struct {
	Name          string `json:"name"`
	Phone         string `json:"phone_number"`
	Region        string `json:"region_code"`
	PostalCode    string `json:"postal_code"`
	FullAddress   string `json:"full_address"`
	AddressDetail string `json:"address_detail"`
	AddressLine1  string `json:"address_line1"`
	AddressLine2  string `json:"address_line2"`
	AddressLine3  string `json:"address_line3"`
	AddressLine4  string `json:"address_line4"`
}

// short is the part of an address that packages show.
func (a *addressWire) short() *shortAddress {
	return &shortAddress{
		Name: a.Name, Phone: a.Phone, Region: a.Region, PostalCode: a.PostalCode, FullAddress: a.FullAddress, AddressDetail: a.AddressDetail,
		AddressLine1: a.AddressLine1, AddressLine2: a.AddressLine2, AddressLine3: a.AddressLine3, AddressLine4: a.AddressLine4,
	}
}
