local paused = obj.spec.paused == true

return {
  ["pause"] = {
    ["displayName"] = "Pause reconciliation",
    ["iconClass"] = "fa fa-fw fa-pause",
    ["disabled"] = paused,
  },
  ["resume"] = {
    ["displayName"] = "Resume reconciliation",
    ["iconClass"] = "fa fa-fw fa-play",
    ["disabled"] = not paused,
  },
}
