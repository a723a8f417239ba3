-- Cycles through the addresses of a file, one a line; each thread starts at its own place. Prints one line of JSON at the end.
local addresses, next_address, threads = {}, 0, 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  for line in io.lines(arguments[1]) do
    addresses[#addresses + 1] = wrk.format("GET", line, { ["Accept-Encoding"] = "gzip" })
  end
  next_address = math.floor(number * #addresses / 2)
end

function request()
  next_address = next_address % #addresses + 1
  return addresses[next_address]
end

function done(summary, latency, requests)
  local errors = summary.errors
  print(string.format(
    '{"answers": %d, "microseconds": %d, "p50_us": %d, "p95_us": %d, "refused": %d, "broken": %d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout
  ))
end
