package sandbox

import "strconv"

// origin is a way into a room, and the share of views that came by it in
// hundredths of a percent.
type origin struct {
	name  string
	share int
	parts []origin
}

// origins add up to the whole.
func origins() []origin {
	return []origin{
		{"live_feed", 5200, []origin{{"for_you", 7000, nil}, {"following", 3000, nil}}},
		{"short_video", 2300, []origin{{"video_avatar", 6400, nil}, {"card_click", 3600, nil}}},
		{"shop_tab", 1100, []origin{{"live_channel", 10000, nil}}},
		{"paid_ads", 900, []origin{{"live_ads", 10000, nil}}},
		{"others", 500, []origin{{"search", 4000, nil}, {"share", 6000, nil}}},
	}
}

// divide splits a number by shares; the last gets what is left.
func divide(n int, shares []int) []int {
	out, left := make([]int, len(shares)), n
	for i, share := range shares {
		out[i] = n * share / 10000
		if i == len(shares)-1 {
			out[i] = left
		}
		left -= out[i]
	}
	return out
}

func divideOrigins(n int, list []origin) []int {
	shares := make([]int, len(list))
	for i := range list {
		shares[i] = list[i].share
	}
	return divide(n, shares)
}

func (s *Sandbox) roomTraffic(c *call) (any, *refusal) {
	m, refused := s.roomOf(c)
	if refused != nil {
		return nil, refused
	}
	from, list := origins(), []map[string]any{}
	for i, n := range divideOrigins(m.sum(nil).views, from) {
		parts := []map[string]any{}
		for j, k := range divideOrigins(n, from[i].parts) {
			parts = append(parts, map[string]any{"name": from[i].parts[j].name, "watch_pv": k})
		}
		list = append(list, map[string]any{"source": map[string]any{"name": from[i].name, "watch_pv": n}, "sub_sources": parts})
	}
	return map[string]any{"traffic_performances": list}, nil
}

// ages are the age groups of viewers, with shares that a seed varies.
func ages(seed uint64) (names []string, shares []int) {
	names = []string{"LESS_THAN_18", "18_24", "25_34", "35_44", "45_54", "55_AND_MORE"}
	shares = []int{200, 2900, 3500, 1900, 1000, 500}
	return names, vary(shares, seed)
}

// vary moves some of the greatest share to another; the sum stays.
func vary(shares []int, seed uint64) []int {
	n := int(600 * hashNoise(seed, len(shares)))
	shares[len(shares)/2] -= n
	shares[len(shares)-1] += n
	return shares
}

// indicators are groups of viewers in hundredths of a percent.
func indicators(prefix string, names []string, shares []int) []map[string]any {
	out := []map[string]any{}
	for i, name := range names {
		out = append(out, map[string]any{"type": prefix + name, "value": strconv.Itoa(shares[i])})
	}
	return out
}

func (s *Sandbox) roomAudience(c *call) (any, *refusal) {
	m, refused := s.roomOf(c)
	if refused != nil {
		return nil, refused
	}
	answer := map[string]any{}
	for i, group := range []string{"all_ads", "paid_ads"} {
		seed := m.seed + uint64(i)
		names, shares := ages(seed)
		answer[group+"_age_indicators"] = indicators("USER_PORTRAIT_AGE_", names, shares)
		answer[group+"_gender_indicators"] = indicators("USER_PORTRAIT_GENDER_",
			[]string{"MALE", "FEMALE", "UNKNOWN"}, vary([]int{3900, 5600, 500}, seed))
	}
	fans := []string{"FOLLOWER", "NON_FOLLOWER"}
	answer["all_fan_indicators"] = indicators("USER_PORTRAIT_", fans, vary([]int{3400, 6600}, m.seed))
	answer["paid_fan_indicators"] = indicators("USER_PORTRAIT_", fans, []int{1200, 8800})
	answer["region_indicators"] = indicators("", []string{s.roomMarket(m).region, "OTHERS"}, []int{9300, 700})
	return answer, nil
}

// viewerProfile is who watched a video, and who followed after it.
func viewerProfile(t *store, seed uint64) []map[string]any {
	out := []map[string]any{}
	for i, kind := range []string{"VIEWERS", "NEW_FOLLOWER"} {
		shares := vary([]int{3000, 3600, 1900, 1000, 500}, seed+uint64(i))
		groups := []map[string]any{}
		for j, age := range []string{"18-24", "25-34", "35-44", "45-54", "55+"} {
			groups = append(groups, map[string]any{"age": age, "percentage": ratio(shares[j], 10000)})
		}
		out = append(out, map[string]any{
			"type": kind, "age_distribution": groups,
			"gender_distribution": []map[string]any{
				{"gender": "MALE", "percentage": "0.4100"}, {"gender": "FEMALE", "percentage": "0.5900"},
			},
			"country_distribution": []map[string]any{{"country_code": t.market.region, "percentage": "1.0000"}},
		})
	}
	return out
}
