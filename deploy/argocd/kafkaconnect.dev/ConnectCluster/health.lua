-- ConnectCluster and Connector conform to kstatus, and share this script:
-- https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md
-- What is paused or stopped as its spec says is Ready, and Healthy: Suspended would keep a sync with waves waiting.
local hs = { status = "Progressing", message = "Waiting for the operator" }

if obj.metadata.deletionTimestamp ~= nil then
  hs.message = "Pending deletion"
  return hs
end

if obj.status == nil or obj.status.conditions == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return hs
end

local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  conditions[condition.type] = condition
end

local function isTrue(condition)
  return condition ~= nil and condition.status == "True"
end

if isTrue(conditions.Stalled) then
  hs.status = "Degraded"
  hs.message = conditions.Stalled.message
elseif isTrue(conditions.Reconciling) then
  hs.message = conditions.Reconciling.message
elseif isTrue(conditions.Ready) then
  hs.status = "Healthy"
  hs.message = conditions.Ready.message
elseif conditions.Ready ~= nil then
  hs.message = conditions.Ready.message
end
return hs
