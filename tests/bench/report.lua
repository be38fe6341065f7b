-- What bench.sh reads of a run of wrk: answers a second, p99 in ms, errors.
done = function(summary, latency, requests)
	local e = summary.errors
	local bad = e.status + e.connect + e.read + e.write + e.timeout
	local good = summary.requests - e.status
	io.write(string.format("RESULT %.1f %.3f %d\n",
	    good / (summary.duration / 1e6),
	    latency:percentile(99) / 1000, bad))
end
