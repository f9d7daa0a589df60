package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	lua "github.com/yuin/gopher-lua"
	luajson "layeh.com/gopher-json"
)

// What Argo CD leaves of the library os.
var safeFunctions = []string{"date", "time"}

// Ends a script that does not end. Argo CD waits a second, which a machine with much else to do may need.
const longest = time.Minute

// Runs a script as Argo CD's API server does (util/lua of its sources): with the libraries package, base and table, and with what is
// left of os. Returns the table that the script returns, as JSON.
func runLua(script string, object map[string]any) ([]byte, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	safeOs := osFunctions()
	open := func(name string, library lua.LGFunction) error {
		return state.CallByParam(lua.P{Fn: state.NewFunction(library), Protect: true}, lua.LString(name))
	}
	if err := errors.Join(
		open(lua.LoadLibName, lua.OpenPackage),
		open(lua.BaseLibName, lua.OpenBase),
		open(lua.TabLibName, lua.OpenTable)); err != nil {
		return nil, err
	}
	state.PreloadModule(lua.OsLibName, func(l *lua.LState) int {
		l.Push(l.SetFuncs(l.NewTable(), safeOs))
		return 1
	})
	limit, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	state.SetContext(limit)
	state.SetGlobal("actionParams", state.NewTable())
	state.SetGlobal("obj", luaValue(state, object))
	if err := state.DoString(script); err != nil {
		return nil, err
	}
	returned := state.Get(-1)
	if returned.Type() != lua.LTTable {
		return nil, fmt.Errorf("returns no table but %s", returned.Type())
	}
	return luajson.Encode(returned)
}

func osFunctions() map[string]lua.LGFunction {
	full := lua.NewState()
	defer full.Close()
	functions := map[string]lua.LGFunction{}
	for _, name := range safeFunctions {
		functions[name] = full.GetField(full.GetGlobal(lua.OsLibName), name).(*lua.LFunction).GFunction
	}
	return functions
}

func luaValue(state *lua.LState, value any) lua.LValue {
	switch value := value.(type) {
	case bool:
		return lua.LBool(value)
	case string:
		return lua.LString(value)
	case int64:
		return lua.LNumber(value)
	case float64:
		return lua.LNumber(value)
	case []any:
		table := state.NewTable()
		for _, item := range value {
			table.Append(luaValue(state, item))
		}
		return table
	case map[string]any:
		table := state.NewTable()
		for key, item := range value {
			table.RawSetString(key, luaValue(state, item))
		}
		return table
	}
	return lua.LNil
}
