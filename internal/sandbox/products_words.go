package sandbox

// words are what sample products are called in a language.
type words struct {
	sample string
	things [8]string
	colors [2]string
}

var english = words{"Sample", [8]string{"Mug", "Bowl", "Plate", "Vase", "Lamp", "Towel", "Basket", "Candle"}, [2]string{"Red", "Blue"}}

// wordsOf are the words of a locale's language.
func wordsOf(locale string) words {
	switch locale[:2] {
	case "de":
		return words{"Muster", [8]string{"Becher", "Schale", "Teller", "Vase", "Lampe", "Handtuch", "Korb", "Kerze"}, [2]string{"Rot", "Blau"}}
	case "fr":
		return words{"Exemple", [8]string{"Tasse", "Bol", "Assiette", "Vase", "Lampe", "Serviette", "Panier", "Bougie"}, [2]string{"Rouge", "Bleu"}}
	case "it":
		return words{"Campione", [8]string{"Tazza", "Ciotola", "Piatto", "Vaso", "Lampada", "Asciugamano", "Cesto", "Candela"}, [2]string{"Rosso", "Blu"}}
	case "es":
		return words{"Muestra", [8]string{"Taza", "Cuenco", "Plato", "Florero", "Lámpara", "Toalla", "Cesta", "Vela"}, [2]string{"Rojo", "Azul"}}
	case "pt":
		return words{"Amostra", [8]string{"Caneca", "Tigela", "Prato", "Vaso", "Abajur", "Toalha", "Cesta", "Vela"}, [2]string{"Vermelho", "Azul"}}
	case "id":
		return words{"Contoh", [8]string{"Cangkir", "Mangkuk", "Piring", "Vas", "Lampu", "Handuk", "Keranjang", "Lilin"}, [2]string{"Merah", "Biru"}}
	case "ms":
		return words{"Contoh", [8]string{"Cawan", "Mangkuk", "Pinggan", "Pasu", "Lampu", "Tuala", "Bakul", "Lilin"}, [2]string{"Merah", "Biru"}}
	case "th":
		return words{"ตัวอย่าง", [8]string{"แก้ว", "ชาม", "จาน", "แจกัน", "โคมไฟ", "ผ้าขนหนู", "ตะกร้า", "เทียน"}, [2]string{"แดง", "น้ำเงิน"}}
	case "vi":
		return words{"Mẫu", [8]string{"Cốc", "Bát", "Đĩa", "Lọ hoa", "Đèn", "Khăn tắm", "Giỏ", "Nến"}, [2]string{"Đỏ", "Xanh"}}
	case "ja":
		return words{"サンプル", [8]string{"マグ", "ボウル", "皿", "花瓶", "ランプ", "タオル", "かご", "キャンドル"}, [2]string{"赤", "青"}}
	default:
		return english
	}
}

// level is what costs so many US cents at home, as a market's round price.
func (m *market) level(usCents int) amount {
	rate, step := 100, 1 // hundredths of the smallest unit a US cent, and what prices are rounded to
	switch m.currency {
	case "GBP":
		rate = 80
	case "EUR":
		rate, step = 92, 5
	case "IDR":
		rate, step = 16000, 500
	case "MYR":
		rate, step = 450, 10
	case "PHP":
		rate, step = 5700, 100
	case "SGD":
		rate, step = 135, 10
	case "THB":
		rate, step = 3500, 100
	case "VND":
		rate, step = 25000, 1000
	case "JPY":
		rate, step = 150, 10
	case "MXN":
		rate, step = 1800, 50
	case "BRL":
		rate, step = 540, 10
	}
	return amount((usCents*rate/100 + step - 1) / step * step)
}
