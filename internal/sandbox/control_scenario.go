package sandbox

func scenarioCalls() []controlCall {
	const path = controlPath + "scenario"
	return []controlCall{
		{
			Method: "GET", Path: path, Does: "shows the scenario that runs, or a ready one", do: (*Sandbox).controlScenario,
			Query: map[string]string{"ready": "name of a ready scenario"},
		},
		{
			Method: "POST", Path: path, do: (*Sandbox).controlRestart,
			Does:  "forgets everything, tokens and faults too, and begins anew with the scenario in the body or with a ready one",
			Query: map[string]string{"ready": "name of a ready scenario; the body is empty then"},
			Bodies: bodies(`{"version":1,"sellers":[{"name":"Test Seller","shops":[` +
				`{"name":"Test Shop","market":"GB","products":12,"orders":40,"orders_per_day":100}]}],"tempo":{"transit":"1d"},"speed":60}`),
		},
	}
}

func (s *Sandbox) controlScenario(r *controlRequest) (any, error) {
	if name := r.query.Get("ready"); name != "" {
		return readyScenario(name)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	sc := *s.scenario
	sc.Version = ScenarioVersion
	return &sc, nil
}

func readyScenario(name string) (*Scenario, error) {
	raw, err := ReadyScenario(name)
	if err != nil {
		return nil, controlErrorf(404, "%v", err)
	}
	return ParseScenario(raw)
}

func (s *Sandbox) controlRestart(r *controlRequest) (any, error) {
	var sc *Scenario
	var err error
	switch name := r.query.Get("ready"); {
	case name != "" && len(r.body) > 0:
		return nil, Problems{"ready: want either a ready scenario or one in the body"}
	case name != "":
		sc, err = readyScenario(name)
	default:
		sc, err = ParseScenario(r.body)
	}
	if err == nil {
		err = s.checkScenario(sc)
	}
	if err == nil {
		err = s.Restart(sc)
	}
	if err != nil {
		return nil, err
	}
	return s.controlState(r)
}
