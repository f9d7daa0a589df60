local state = obj.spec.state or "Running"

return {
  ["restart"] = {
    ["displayName"] = "Restart connector and tasks",
    ["iconClass"] = "fa fa-fw fa-redo",
    ["disabled"] = state == "Stopped",
  },
  ["pause"] = {
    ["displayName"] = "Pause",
    ["iconClass"] = "fa fa-fw fa-pause",
    ["disabled"] = state == "Paused",
  },
  ["stop"] = {
    ["displayName"] = "Stop",
    ["iconClass"] = "fa fa-fw fa-stop",
    ["disabled"] = state == "Stopped",
  },
  ["resume"] = {
    ["displayName"] = "Resume",
    ["iconClass"] = "fa fa-fw fa-play",
    ["disabled"] = state == "Running",
  },
  ["list-offsets"] = {
    ["displayName"] = "List offsets",
    ["iconClass"] = "fa fa-fw fa-list",
  },
}
