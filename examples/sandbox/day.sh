#!/usr/bin/env bash
# The life of one order, told to the sandbox by curl and openssl alone: authorize, get tokens, list
# a product, sell it, ship it, take it back, refund it, read the statement. It shows how requests
# are signed and that programs in any language can use the sandbox.
#
#   go run ./examples/sandbox -orders 0 &
#   examples/sandbox/day.sh http://127.0.0.1:8787
set -euo pipefail

url=${1:?usage: day.sh ADDRESS, that of a running sandbox}
key=app-key-for-tests
secret=app-secret-for-tests
token='' cipher=''
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { printf 'day.sh: %s\n' "$*" >&2; exit 1; }

# field NAME prints the first value of that name in the last answer.
field() {
	local found
	found=$(grep -o "\"$1\": *\(\"[^\"]*\"\|[^],}\"]*\)" "$work/answer" | head -n 1) || true
	[ -n "$found" ] || fail "no $1 in $(head -c 400 "$work/answer")"
	printf '%s' "$found" | sed 's/^"[^"]*": *//; s/^"//; s/"$//'
}

# expect NAME VALUE [MEANING] compares.
expect() { [ "$(field "$1")" = "$2" ] || fail "$1 is $(field "$1"), want $2"; }

# ask sends a request with curl's arguments; any code but 0 is the end.
ask() {
	curl -sS "$@" >"$work/answer" || fail "no answer"
	expect code 0
}

# signature PATH BODY NAME=VALUE... : path, parameters by name and body between two secrets.
signature() {
	local path=$1 body=$2 parameters
	shift 2
	parameters=$(printf '%s\n' "$@" | LC_ALL=C sort -t = -k 1,1 | sed 's/=//' | tr -d '\n')
	printf '%s' "$secret$path$parameters$body$secret" | openssl dgst -sha256 -hmac "$secret" -r | cut -d ' ' -f 1
}

# api METHOD PATH BODY [NAME=VALUE]... calls as the seller. A body that begins with @ names a file
# to upload, which is not signed.
api() {
	local method=$1 path=$2 body=$3 parameters p
	local arguments=() signed=$body
	shift 3
	case $body in
	@*) arguments=(-F "data=$body") signed='' ;;
	?*) arguments=(-H 'content-type: application/json' --data-binary "$body") ;;
	esac
	parameters=("app_key=$key" "timestamp=$(date +%s)" ${cipher:+"shop_cipher=$cipher"} "$@")
	parameters+=("sign=$(signature "$path" "$signed" "${parameters[@]}")")
	for p in "${parameters[@]}"; do arguments+=(--url-query "$p"); done
	ask -X "$method" -H "x-tts-access-token: $token" "${arguments[@]}" "$url$path"
}

# control PATH BODY tells the sandbox itself what is to happen.
control() { curl -sS -f --data-binary "$2" "$url/sandbox/$1" >"$work/answer" || fail "control $1 $2"; }

step() { printf '%s\n' "$*"; }

# The seller agrees on the consent page and is led back with a code.
curl -sS "$url/open/authorize?service_id=service-id-for-tests&state=day" | grep -q '<form' || fail 'no consent page'
curl -sS "$url/open/authorize?service_id=service-id-for-tests&state=day&auto=1" >"$work/page"
code=$(grep -o 'ROW_auth-code[A-Za-z0-9_-]*' "$work/page" | head -n 1)
ask -G "$url/api/v2/token/get" -d "app_key=$key" -d "app_secret=$secret" -d "auth_code=$code" -d grant_type=authorized_code
token=$(field access_token)
refresh=$(field refresh_token)
api GET /authorization/202309/shops ''
cipher=$(field cipher)
step "authorized: $(field name)"

# pick NAME PATTERN prints a field of the first object of the last answer that holds PATTERN.
pick() {
	tr '{' '\n' <"$work/answer" | grep -- "$2" | head -n 1 | grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4
}

# A picture of 400 x 400 black dots: a bitmap is a header and zeros.
{
	printf 'BM\276\121\0\0\0\0\0\0\076\0\0\0\050\0\0\0\220\001\0\0\220\001\0\0\001\0\001\0\0\0\0\0\200\121\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\377\377\377\0'
	head -c 20864 /dev/zero
} >"$work/picture.bmp"
shop=$cipher cipher=''
api POST /product/202309/images/upload "@$work/picture.bmp"
cipher=$shop
picture=$(field uri)

# A product of the first category that ends the tree.
api GET /product/202309/categories '' locale=en-US
category=$(pick id '"is_leaf":true')
api GET /logistics/202309/warehouses ''
warehouse=$(pick id '"is_default":true')
api POST /product/202309/products "$(tr -d '\n' <<-JSON
	{"idempotency_key":"day-1","save_mode":"LISTING","title":"Stoneware mug, sea green, 350 ml","description":"<p>A mug for tea.</p>",
	"category_id":"$category","main_images":[{"uri":"$picture"}],"package_weight":{"unit":"KILOGRAM","value":"0.6"},
	"package_dimensions":{"unit":"CENTIMETER","length":"12","width":"12","height":"12"},
	"skus":[{"seller_sku":"MUG-GREEN","price":{"amount":"12.50","currency":"USD"},"inventory":[{"warehouse_id":"$warehouse","quantity":20}]}]}
JSON
)"
product=$(field product_id)
step "listed: product $product in category $category"

# Somebody buys two; the seller ships once the hour in which buyers may think again is over.
control orders "{\"place\":{\"items\":[{\"product\":\"$product\",\"quantity\":2}]}}"
order=$(field id)
control time '{"advance":"2h"}'
api GET /order/202507/orders '' "ids=$order"
expect status AWAITING_SHIPMENT
package=$(field package_id)
step "sold: order $order for $(field total_amount) USD"
api GET "/fulfillment/202309/packages/$package/handover_time_slots" ''
api POST "/fulfillment/202309/packages/$package/ship" '{"handover_method":"DROP_OFF"}'
api GET "/fulfillment/202309/packages/$package/shipping_documents" '' document_type=SHIPPING_LABEL
curl -sS -f "$(field doc_url)" | head -c 5 | grep -q '%PDF-' || fail 'the label is no PDF'
step "shipped: package $package, tracking number $(field tracking_number)"

# The parcel travels, arrives, and the buyer wants to give the mugs back.
control time '{"advance":"3d"}'
api GET /order/202507/orders '' "ids=$order"
expect status DELIVERED
step delivered
control orders "{\"return\":\"$order\",\"kind\":\"RETURN_AND_REFUND\"}"
api POST /return_refund/202602/returns/search "{\"order_ids\":[\"$order\"]}"
return=$(field return_id)
expect return_status RETURN_OR_REFUND_REQUEST_PENDING
api POST "/return_refund/202309/returns/$return/approve" '{"decision":"APPROVE_RETURN"}' idempotency_key=day-2
control time '{"advance":"10d"}'

# Twelve days are more than an access token lives: refresh it.
ask -G "$url/api/v2/token/refresh" -d "app_key=$key" -d "app_secret=$secret" -d "refresh_token=$refresh" -d grant_type=refresh_token
token=$(field access_token)
api POST /return_refund/202602/returns/search "{\"order_ids\":[\"$order\"]}"
expect return_status RETURN_OR_REFUND_REQUEST_COMPLETE
step "returned and refunded: $(field refund_total) USD"

# What the books say: the statements of the shop hold this order alone, the sale and the refund.
api GET /finance/202309/statements '' sort_field=statement_time
sum() { grep -o "\"$1\":\"[^\"]*\"" "$work/answer" | cut -d '"' -f 4 | awk '{ cents += $1 * 100 } END { printf "%.2f", cents / 100 }'; }
statements=$(sum settlement_amount)
api GET "/finance/202501/orders/$order/statement_transactions" ''
expect settlement_amount "$statements"
step "statements: $statements USD for the shop"
