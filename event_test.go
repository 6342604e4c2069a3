package tiktokshop

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseEventReadsTheEnvelope(t *testing.T) {
	t.Parallel()
	at := TimeOf(time.Unix(1700000000, 0))
	tests := map[string]struct {
		body string
		want Event
	}{
		"about a shop": {
			`{"type":3,"tts_notification_id":"77","shop_id":"88","timestamp":1700000000,"data":{"order_id":"99"}}`,
			Event{Type: EventRecipientAddressUpdate, ID: "77", ShopID: "88", Time: at, Data: &RecipientAddressUpdate{OrderID: "99"}},
		},
		"about a seller": {
			`{"type":22,"seller_open_id":"s-1","timestamp":1700000000,"data":{"onboarded_regions":[{"region_code":"US"}]}}`,
			Event{Type: EventFBTMerchantOnboarding, SellerOpenID: "s-1", Time: at, Data: &FBTMerchantOnboarding{OnboardedRegions: []FBTMerchantOnboardingRegion{{"US"}}}},
		},
		"about a creator": {
			`{"type":20,"creator_open_id":"c-1","timestamp":1700000000,"data":{"cancel_time":"1700000000"}}`,
			Event{Type: EventCreatorDeauthorization, CreatorOpenID: "c-1", Time: at, Data: &CreatorDeauthorization{CancelTime: at}},
		},
		"everything in the other JSON type": {
			`{"type":"3","tts_notification_id":7668885058275965954,"shop_id":7494826413993610253,"timestamp":"1700000000","data":{"order_id":584725015350756443}}`,
			Event{Type: 3, ID: "7668885058275965954", ShopID: "7494826413993610253", Time: at, Data: &RecipientAddressUpdate{OrderID: "584725015350756443"}},
		},
		"nulls":               {`{"type":3,"tts_notification_id":null,"shop_id":null,"timestamp":null,"data":{"order_id":null,"update_time":null}}`, Event{Type: 3, Data: &RecipientAddressUpdate{}}},
		"no data":             {`{"type":3,"shop_id":"88"}`, Event{Type: 3, ShopID: "88", Data: &RecipientAddressUpdate{}}},
		"null for data":       {`{"type":3,"data":null}`, Event{Type: 3, Data: &RecipientAddressUpdate{}}},
		"an unknown topic":    {`{"type":999,"shop_id":"88","timestamp":1700000000,"data":{"x":[1]}}`, Event{Type: 999, ShopID: "88", Time: at}},
		"no topic":            {` {"event_id":"1"}`, Event{}},
		"a topic of no sense": {`{"type":{},"data":[]}`, Event{Misfit: "type"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseEvent([]byte(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			tt.want.Raw = json.RawMessage(tt.body)
			if diff := cmp.Diff(&tt.want, got); diff != "" {
				t.Errorf("event (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseEventBendsPayloads(t *testing.T) {
	t.Parallel()
	at := TimeOf(time.Unix(1700000000, 0))
	tests := map[string]struct {
		topic  EventType
		data   string
		want   any
		misfit string
	}{
		"a lone object is a list of one": {EventSampleApplicationStatusChange, `{"creator":{"creator_open_id":"c"},"product":[{"id":1},{"id":"2"}]}`,
			&SampleApplicationStatusChange{Creator: []SampleApplicationStatusChangeCreator{{"c"}}, Product: []SampleApplicationStatusChangeProduct{{ID: "1"}, {ID: "2"}}}, ""},
		"other spellings fill the field": {EventProductCreation, `{"product_type":["GPR_PRODUCT"]}`,
			&ProductCreation{ProductTypes: []string{"GPR_PRODUCT"}, ProductType: []string{"GPR_PRODUCT"}}, ""},
		"inside an object, too": {EventProductAuditStatusChange, `{"audit":{"pre_approved_reason":"KYC_PENDING"}}`,
			&ProductAuditStatusChange{Audit: ProductAuditStatusChangeAudit{PreApprovedReasons: []string{"KYC_PENDING"}, PreApprovedReason: []string{"KYC_PENDING"}}}, ""},
		"not over what is there": {EventRMAStatusUpdate, `{"rma_request_create_time":1700000000,"rma_create_time":5}`,
			&RMAStatusUpdate{RMARequestCreateTime: at, RMACreateTime: TimeOf(time.Unix(5, 0))}, ""},
		"from one object into another": {EventAppealCompleted, `{"appeal_task":{"product_id":1729592969712207008}}`,
			&AppealCompleted{ProductID: "1729592969712207008", AppealTask: AppealCompletedTask{ProductID: "1729592969712207008"}}, ""},
		"what does not fit is left out and named": {EventOrderStatusChange, `{"order_id":"1","order_status":{},"update_time":1700000000}`,
			&OrderStatusChange{OrderID: "1", UpdateTime: at}, "data.order_status"},
		"a payload of another shape": {EventOrderStatusChange, `["x",1]`, &OrderStatusChange{}, "data"},
		"text in place of a payload": {EventOrderStatusChange, `"x"`, &OrderStatusChange{}, "data"},
		"an empty list":              {EventOrderStatusChange, `[]`, &OrderStatusChange{}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body, err := json.Marshal(map[string]any{"type": tt.topic, "data": json.RawMessage(tt.data)})
			if err != nil {
				t.Fatal(err)
			}
			got, err := ParseEvent(body)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got.Data); diff != "" {
				t.Errorf("data (-want +got):\n%s", diff)
			}
			if got.Misfit != tt.misfit {
				t.Errorf("misfit = %q, want %q", got.Misfit, tt.misfit)
			}
		})
	}
}

func TestParseEventRefusesWhatIsNoObject(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", " ", "{", "null", "[]", `[{"type":1}]`, `"x"`, "1", "true", `{"type":1} {}`, "<html>", "\ufeff{}"} {
		if e, err := ParseEvent([]byte(body)); e != nil || err == nil || strings.Contains(err.Error(), "html") {
			t.Errorf("%q: event %v, error %v", body, e, err)
		}
	}
}

func TestRawIsACopy(t *testing.T) {
	t.Parallel()
	body := []byte(`{"type":999,"data":{}}`)
	e, err := ParseEvent(body)
	if err != nil {
		t.Fatal(err)
	}
	body[1] = 'x'
	if string(e.Raw) != `{"type":999,"data":{}}` {
		t.Errorf("Raw = %s", e.Raw)
	}
}

func TestEventTypesHaveThePlatformsNames(t *testing.T) {
	t.Parallel()
	for typ, want := range map[EventType]string{
		EventOrderStatusChange: "ORDER_STATUS_CHANGE", 68: "INVENTORY_CHANGED", 0: "EventType(0)", 8: "EventType(8)", -1 << 31: "EventType(-2147483648)",
	} {
		if got := typ.String(); got != want {
			t.Errorf("String of %d = %q, want %q", int(typ), got, want)
		}
	}
}

func TestISOTimesKeepEveryDigit(t *testing.T) {
	t.Parallel()
	const body = `{"type":68,"data":{"occurred_at":"2026-07-13T12:34:12.789752040Z"}}`
	e, err := ParseEvent([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	d, ok := e.Data.(*InventoryChanged)
	if !ok || d.OccurredAt != "2026-07-13T12:34:12.789752040Z" {
		t.Fatalf("data = %+v", e.Data)
	}
	at, err := d.OccurredAt.Time()
	if want := time.Date(2026, 7, 13, 12, 34, 12, 789752040, time.UTC); err != nil || !at.Equal(want) {
		t.Errorf("time = %v, %v, want %v", at, err, want)
	}
	if _, err := TimeISO("yesterday").Time(); err == nil {
		t.Error("yesterday is a time")
	}
}

// Whatever comes, an event keeps all of it.
func FuzzParseEvent(f *testing.F) {
	for _, topic := range eventTopics {
		body, err := json.Marshal(Event{Type: topic.number, ShopID: "1", Data: topic.newData()})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	for _, s := range []string{
		`{"type":"1","data":"x"}`, `{"type":1e3}`, `[{"type":1}]`, `{"type":37,"data":{"audit":[{}],"integrated_platform_statuses":{}}}`, `{"TYPE":1,"Data":{"ORDER_ID":1}}`,
		`{"type":66,"data":{"appeal_task":"","product_id":9007199254740993}}`, `null`, `{"type":1,"type":2,"data":{},"data":[1]}`, "{\"shop_id\":\"\xff\"}", `{"type":999}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		e, err := ParseEvent(body)
		if err != nil {
			if e != nil {
				t.Errorf("event %v beside error %v", e, err)
			}
			return
		}
		if !json.Valid(body) || !bytes.Equal(e.Raw, body) {
			t.Errorf("Raw = %q of %q", e.Raw, body)
		}
		if (e.Data == nil) != (e.Type.topic() == nil) {
			t.Errorf("Data = %v for topic %d", e.Data, e.Type)
		}
		if _, err := json.Marshal(e); err != nil {
			t.Error(err)
		}
	})
}
