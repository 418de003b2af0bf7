package unitconversion

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

type measureUnit struct {
	name string
	// scale is how many of the unit of SI it is, or of the first unit of its kind.
	scale float64
}

type measureKind struct {
	name  string
	units []measureUnit
}

const temperatureKind = "temperature"

var measureKinds = []measureKind{
	{"length", []measureUnit{
		{"mm", 0.001}, {"cm", 0.01}, {"m", 1}, {"km", 1000}, {"in", 0.0254}, {"ft", 0.3048}, {"yd", 0.9144},
		{"mi", 1609.344}, {"nmi", 1852},
	}},
	{"mass", []measureUnit{
		{"mg", 0.000001}, {"g", 0.001}, {"kg", 1}, {"t", 1000}, {"oz", 0.028349523125}, {"lb", 0.45359237},
		{"st", 6.35029318},
	}},
	{"volume", []measureUnit{
		{"ml", 0.001}, {"l", 1}, {"m3", 1000}, {"tsp", 0.00492892159375}, {"tbsp", 0.01478676478125},
		{"floz", 0.0295735295625}, {"cup", 0.2365882365}, {"pt", 0.473176473}, {"qt", 0.946352946}, {"gal", 3.785411784},
	}},
	{"area", []measureUnit{
		{"m2", 1}, {"km2", 1e6}, {"ha", 10_000}, {"ft2", 0.09290304}, {"acre", 4046.8564224}, {"mi2", 2_589_988.110336},
	}},
	{"speed", []measureUnit{{"m/s", 1}, {"km/h", 1 / 3.6}, {"mph", 0.44704}, {"kn", 1852.0 / 3600}}},
	{"data", []measureUnit{
		{"B", 1}, {"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12},
		{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40},
	}},
	{temperatureKind, []measureUnit{{"C", 1}, {"F", 1}, {"K", 1}}},
}

var unitNames = map[string]string{
	"millimeter": "mm", "centimeter": "cm", "meter": "m", "metre": "m", "kilometer": "km", "kilometre": "km",
	"inch": "in", "inche": "in", "foot": "ft", "feet": "ft", "yard": "yd", "mile": "mi", "gram": "g", "kilogram": "kg",
	"kilo": "kg", "ounce": "oz", "pound": "lb", "liter": "l", "litre": "l", "gallon": "gal", "celsius": "C",
	"fahrenheit": "F", "kelvin": "K", "byte": "B", "knot": "kn",
}

// ConvertUnitOptions says how ConvertUnit rounds.
type ConvertUnitOptions struct {
	// Digits is the most digits behind the point; 6 if not set.
	Digits int
}

// ConvertUnit converts a number from one unit to another.
func ConvertUnit(value float64, from, to string, options ...func(*ConvertUnitOptions)) (float64, error) {
	o := ConvertUnitOptions{Digits: 6}
	for _, set := range options {
		set(&o)
	}
	kind, source, err := findUnit(from)
	if err != nil {
		return 0, err
	}
	otherKind, target, err := findUnit(to)
	if err != nil {
		return 0, err
	}
	if kind != otherKind {
		return 0, fmt.Errorf("%s is a %s, and %s is a %s", from, kind, to, otherKind)
	}
	converted := value * source.scale / target.scale
	if kind == temperatureKind {
		kelvin := toKelvin(value, source.name)
		// Rounding may lead a hair below.
		if kelvin < -1e-9 {
			return 0, errors.New("this is below absolute zero")
		}
		converted = fromKelvin(kelvin, target.name)
	}
	scale := math.Pow(10, float64(o.Digits))
	return math.Round(converted*scale) / scale, nil
}

// ListUnits lists the units that can be converted, by kind.
func ListUnits() map[string][]string {
	listed := map[string][]string{}
	for _, kind := range measureKinds {
		for _, unit := range kind.units {
			listed[kind.name] = append(listed[kind.name], unit.name)
		}
	}
	return listed
}

// findUnit knows units by their signs, whatever the case where that is enough, and by their names.
func findUnit(text string) (kind string, found measureUnit, err error) {
	wanted := strings.TrimPrefix(strings.TrimSpace(text), "°")
	lower := strings.ToLower(wanted)
	if name, known := unitNames[strings.TrimSuffix(lower, "s")]; known {
		wanted = name
	} else if name, known := unitNames[lower]; known {
		wanted = name
	}
	for _, fits := range []func(name string) bool{
		func(name string) bool { return name == wanted },
		func(name string) bool { return strings.EqualFold(name, wanted) },
	} {
		for _, kind := range measureKinds {
			for _, unit := range kind.units {
				if fits(unit.name) {
					return kind.name, unit, nil
				}
			}
		}
	}
	return "", measureUnit{}, fmt.Errorf("%q is not a known unit", text)
}

func toKelvin(value float64, unit string) float64 {
	switch unit {
	case "C":
		return value + 273.15
	case "F":
		return (value-32)*5/9 + 273.15
	}
	return value
}

func fromKelvin(kelvin float64, unit string) float64 {
	switch unit {
	case "C":
		return kelvin - 273.15
	case "F":
		return (kelvin-273.15)*9/5 + 32
	}
	return kelvin
}
