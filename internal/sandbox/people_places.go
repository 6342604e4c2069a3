package sandbox

// habitat is how people of a market are called and where they live. All streets
// and houses are made up, and phone numbers come from the ranges that are kept
// for stories where a country has one, else they have 555 in them. In phone and
// postal codes # stands for a digit.
type habitat struct {
	region    string
	country   string
	levels    []string // what the levels of a place are called, from L1 on
	first     []string
	last      []string
	lastFirst bool // family names come first
	phone     string
	street    string     // of the address: %s is the name, %d the number
	streets   []string   // names
	places    [][]string // one name for each level, then the postal code
}

// habitats are in the order of markets.
var habitats = [...]habitat{
	{"US", "United States", []string{"State", "County", "City"}, []string{"Avery", "Jordan", "Casey", "Riley", "Morgan", "Quinn"},
		[]string{"Sample", "Tester", "Fields", "Brook", "Hill", "Rivers"}, false, "(+1)213-555-01##", "%[2]d %[1]s",
		[]string{"Example Street", "Sample Avenue", "Placeholder Road"},
		[][]string{{"California", "Los Angeles County", "Sampleville", "900##"}, {"Texas", "Travis County", "Testburg", "787##"}, {"New York", "Kings County", "Mockton", "112##"}, {"Ohio", "Franklin County", "Demoville", "432##"}}},
	{"GB", "United Kingdom", []string{"Nation", "County", "Post town"}, []string{"Alex", "Robin", "Charlie", "Jamie", "Frankie"},
		[]string{"Sampleton", "Testwell", "Fields", "Brook"}, false, "(+44)7700900###", "%[2]d %[1]s", []string{"Example Lane", "Sample Close", "Mock Terrace"},
		[][]string{{"England", "Lancashire", "Sampleby", "ZZ# #ZZ"}, {"Scotland", "Fife", "Testmouth", "ZZ## #ZZ"}, {"Wales", "Gwynedd", "Mockfield", "ZZ# #ZZ"}}},
	{"IE", "Ireland", []string{"Province", "County", "Town"}, []string{"Aoife", "Sean", "Niamh", "Cian"}, []string{"Sample", "Tester", "Mock"},
		false, "(+353)20910####", "%[2]d %[1]s", []string{"Example Road", "Sample Quay"}, [][]string{{"Leinster", "County Dublin", "Sampletown", "Z00 Z###"}, {"Munster", "County Cork", "Testford", "Z00 Z###"}}},
	{"DE", "Deutschland", []string{"Bundesland", "Kreis", "Stadt"}, []string{"Kim", "Toni", "Robin", "Sascha"}, []string{"Muster", "Beispiel", "Probe"},
		false, "(+49)1713920####", "%[1]s %[2]d", []string{"Musterstrasse", "Beispielweg", "Probeallee"}, [][]string{{"Berlin", "Berlin", "Musterstadt", "100##"}, {"Bayern", "Muenchen", "Beispielhausen", "800##"}}},
	{"FR", "France", []string{"Region", "Department", "City"}, []string{"Camille", "Dominique", "Claude", "Sacha"}, []string{"Exemple", "Modele", "Essai"},
		false, "(+33)63998####", "%[2]d %[1]s", []string{"rue de l'Exemple", "avenue du Modele"}, [][]string{{"Ile-de-France", "Paris", "Exempleville", "750##"}, {"Occitanie", "Herault", "Essai-sur-Mer", "340##"}}},
	{"IT", "Italia", []string{"Regione", "Provincia", "Comune"}, []string{"Andrea", "Celeste", "Nicola", "Diamante"}, []string{"Esempio", "Prova", "Modello"},
		false, "(+39)3555550###", "%[1]s %[2]d", []string{"Via Esempio", "Corso Prova"}, [][]string{{"Lazio", "Roma", "Esempio al Mare", "001##"}, {"Lombardia", "Milano", "Provate", "201##"}}},
	{"ES", "Espana", []string{"Comunidad", "Provincia", "Municipio"}, []string{"Alex", "Cruz", "Trinidad", "Noa"}, []string{"Ejemplo", "Prueba", "Muestra"},
		false, "(+34)655555###", "%[1]s %[2]d", []string{"Calle Ejemplo", "Avenida Muestra"}, [][]string{{"Madrid", "Madrid", "Villaejemplo", "280##"}, {"Cataluna", "Barcelona", "Pruebas", "080##"}}},
	{"ID", "Indonesia", []string{"Province", "City", "District", "Village"}, []string{"Dewi", "Budi", "Sari", "Adi"}, []string{"Contoh", "Percobaan", "Sampel"},
		false, "(+62)8555550####", "%[1]s No. %[2]d", []string{"Jalan Contoh", "Jalan Sampel"}, [][]string{{"DKI Jakarta", "Jakarta Selatan", "Kecamatan Contoh", "Desa Sampel", "121##"}, {"Jawa Barat", "Bandung", "Kecamatan Uji", "Desa Contoh", "401##"}}},
	{"MY", "Malaysia", []string{"State", "City", "District"}, []string{"Aisyah", "Amir", "Mei", "Ravi"}, []string{"Contoh", "Sampel", "Ujian"},
		false, "(+60)155555###", "%[2]d, %[1]s", []string{"Jalan Contoh", "Lorong Sampel"}, [][]string{{"Selangor", "Shah Alam", "Taman Contoh", "400##"}, {"Johor", "Johor Bahru", "Taman Sampel", "800##"}}},
	{"PH", "Philippines", []string{"Province", "Municipality", "Barangay"}, []string{"Angel", "Jessie", "Joy", "Ariel"}, []string{"Halimbawa", "Subok", "Muestra"},
		false, "(+63)9555550###", "%[2]d %[1]s", []string{"Halimbawa Street", "Subok Avenue"}, [][]string{{"Metro Manila", "Quezon City", "Barangay Halimbawa", "11##"}, {"Cebu", "Cebu City", "Barangay Subok", "60##"}}},
	{"SG", "Singapore", []string{"Region"}, []string{"Wei", "Siti", "Kumar", "Hui"}, []string{"Sample", "Tester", "Mock"}, false, "(+65)8555####", "Block %[2]d %[1]s",
		[]string{"Example Drive", "Sample Crescent"}, [][]string{{"Central", "0999##"}, {"East", "0899##"}}},
	{"TH", "Thailand", []string{"Province", "District", "Sub-district"}, []string{"Nok", "Somchai", "Ploy", "Anan"}, []string{"Tuayang", "Thotsop", "Samnao"},
		false, "(+66)85555####", "%[2]d %[1]s", []string{"Soi Tuayang", "Thanon Thotsop"}, [][]string{{"Bangkok", "Pathum Wan", "Lumphini", "103##"}, {"Chiang Mai", "Mueang", "Si Phum", "502##"}}},
	{"VN", "Vietnam", []string{"Province", "District", "Ward"}, []string{"An", "Binh", "Chi", "Minh"}, []string{"Mau", "Thu", "Vidu"}, true, "(+84)85555####", "%[2]d %[1]s",
		[]string{"Duong Vi Du", "Pho Mau"}, [][]string{{"Ha Noi", "Ba Dinh", "Phuong Mau", "100###"}, {"Ho Chi Minh", "Quan 1", "Phuong Thu", "700###"}}},
	{"JP", "Japan", []string{"Prefecture", "City"}, []string{"Hikaru", "Makoto", "Kaoru", "Aoi"}, []string{"Mihon", "Rei", "Shiken"}, true, "(+81)9055500###", "%[1]s %[2]d",
		[]string{"Mihon-cho 1-chome", "Rei-machi 2-chome"}, [][]string{{"Tokyo", "Mihon-ku", "100-00##"}, {"Osaka", "Rei-shi", "530-00##"}}},
	{"MX", "Mexico", []string{"State", "Municipality", "Colonia"}, []string{"Guadalupe", "Cruz", "Alexis", "Angel"}, []string{"Ejemplo", "Muestra", "Prueba"},
		false, "(+52)5555501###", "%[1]s %[2]d", []string{"Calle Ejemplo", "Avenida Muestra"}, [][]string{{"Ciudad de Mexico", "Benito Juarez", "Colonia Ejemplo", "031##"}, {"Jalisco", "Guadalajara", "Colonia Prueba", "441##"}}},
	{"BR", "Brasil", []string{"State", "City", "Neighborhood"}, []string{"Ariel", "Darcy", "Juraci", "Noah"}, []string{"Exemplo", "Teste", "Amostra"},
		false, "(+55)11955550###", "%[1]s, %[2]d", []string{"Rua Exemplo", "Avenida Amostra"}, [][]string{{"Sao Paulo", "Sao Paulo", "Bairro Exemplo", "010##-###"}, {"Bahia", "Salvador", "Bairro Teste", "400##-###"}}},
}

// habitatOf is that of a market; the first stands for unknown ones.
func habitatOf(m *market) *habitat {
	for i := range habitats {
		if habitats[i].region == m.region {
			return &habitats[i]
		}
	}
	return &habitats[0]
}
