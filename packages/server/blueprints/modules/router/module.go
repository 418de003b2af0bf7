package router

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"sort"
	"strings"
	"sync"
)

// RouteMatch is what was found for a request.
type RouteMatch struct {
	// Status is 200, 405 where another method would do, or 404.
	Status int
	// Handler is what was registered.
	Handler any
	// Params is what the parameters stand for.
	Params map[string]string
	// Allow is the methods that would do.
	Allow []string
}

// MarshalJSON leaves out what does not belong to the status.
func (m RouteMatch) MarshalJSON() ([]byte, error) {
	members := map[string]any{"status": m.Status}
	switch m.Status {
	case 200:
		members["handler"], members["params"] = m.Handler, m.Params
	case 405:
		members["allow"] = m.Allow
	}
	return json.Marshal(members)
}

type route struct {
	method, path string
	parts        []string
	handler      any
}

// HTTPRouter is what is registered for methods and paths. Any number of goroutines may use it.
type HTTPRouter struct {
	mutex  sync.RWMutex
	listed []route
}

// NewHTTPRouter makes a router without routes.
func NewHTTPRouter() *HTTPRouter {
	return &HTTPRouter{}
}

// Add registers something: :name stands for a part of the path, * at its end for all that follows.
func (r *HTTPRouter) Add(method, path string, handler any) error {
	if !strings.HasPrefix(path, "/") {
		return errors.New("a path begins with /")
	}
	added := route{strings.ToUpper(method), path, pathParts(path), handler}
	names := map[string]bool{}
	for at, part := range added.parts {
		if part == "*" && at < len(added.parts)-1 {
			return errors.New("* stands at the end of a path")
		}
		if strings.HasPrefix(part, ":") && names[part] {
			return fmt.Errorf("%s has a name twice", path)
		}
		names[part] = true
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for _, other := range r.listed {
		if other.method == added.method && other.shape() == added.shape() {
			return fmt.Errorf("%s %s is already there", added.method, path)
		}
	}
	r.listed = append(r.listed, added)
	return nil
}

// Find finds what is registered for a request; fixed parts go before parameters, and those before wildcards.
func (r *HTTPRouter) Find(method, path string) RouteMatch {
	if end := strings.IndexAny(path, "?#"); end >= 0 {
		path = path[:end]
	}
	parts, allowed := pathParts(path), map[string]bool{}
	var best *route
	var found RouteMatch
	r.mutex.RLock()
	defer r.mutex.RUnlock()
	for at := range r.listed {
		one := &r.listed[at]
		params, fits := one.params(parts)
		if !fits {
			continue
		}
		allowed[one.method] = true
		if one.method == strings.ToUpper(method) && (best == nil || one.rank() < best.rank()) {
			best, found = one, RouteMatch{Status: 200, Handler: one.handler, Params: params}
		}
	}
	switch {
	case best != nil:
		return found
	case len(allowed) == 0:
		return RouteMatch{Status: 404}
	}
	found.Status = 405
	for name := range allowed {
		found.Allow = append(found.Allow, name)
	}
	sort.Strings(found.Allow)
	return found
}

// Routes lists methods and paths in the order in which they came.
func (r *HTTPRouter) Routes() []string {
	r.mutex.RLock()
	defer r.mutex.RUnlock()
	listed := make([]string, len(r.listed))
	for at, one := range r.listed {
		listed[at] = one.method + " " + one.path
	}
	return listed
}

// pathParts cuts a path; a slash at the end makes no difference.
func pathParts(path string) []string {
	bare := strings.TrimSuffix(strings.TrimPrefix(path, "/"), "/")
	if bare == "" {
		return nil
	}
	return strings.Split(bare, "/")
}

// shape is what a route fits: names of parameters make no difference.
func (r route) shape() string {
	parts := make([]string, len(r.parts))
	for at, part := range r.parts {
		parts[at] = part
		if strings.HasPrefix(part, ":") {
			parts[at] = ":"
		}
	}
	return strings.Join(parts, "/")
}

// rank sorts fixed parts before parameters, and those before a wildcard.
func (r route) rank() string {
	rank := ""
	for _, part := range r.parts {
		switch {
		case part == "*":
			rank += "2"
		case strings.HasPrefix(part, ":"):
			rank += "1"
		default:
			rank += "0"
		}
	}
	return rank
}

// params gives what the parameters stand for, and says whether the path fits.
func (r route) params(parts []string) (map[string]string, bool) {
	isOpen := len(r.parts) > 0 && r.parts[len(r.parts)-1] == "*"
	if len(parts) < len(r.parts) || len(parts) > len(r.parts) && !isOpen {
		return nil, false
	}
	params := map[string]string{}
	for at, part := range r.parts {
		piece := parts[at]
		if part == "*" {
			piece = strings.Join(parts[at:], "/")
		}
		// What is not well encoded stands for itself.
		if decoded, err := url.PathUnescape(piece); err == nil {
			piece = decoded
		}
		switch {
		case part == "*":
			params["*"] = piece
		case strings.HasPrefix(part, ":"):
			params[part[1:]] = piece
		case part != piece:
			return nil, false
		}
	}
	return params, true
}
