# Reads a tracefile as diff-cover 11 does, and prints its processor time and its peak memory. Run by scripts/bench/lcov.ts.
import json
import resource
import sys

from diff_cover.violationsreporters.violations_reporter import LcovCoverageReporter

before = resource.getrusage(resource.RUSAGE_SELF)
LcovCoverageReporter.parse(sys.argv[1])
after = resource.getrusage(resource.RUSAGE_SELF)
seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(json.dumps({"ms": seconds * 1000, "megabytes": after.ru_maxrss / 1024}))
