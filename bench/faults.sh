#!/usr/bin/env bash
# Runs 100,000 schedules with faults, or as many as fit in the given minutes (2,000 run with the tests): about three hours on one core.
# Prints how many ran. A failure prints the seed and the shrunk story; FAULT_SEED=… repeats it.
# Usage: bench/faults.sh [seed] [minutes]
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH=$PWD/node_modules/.bin:$PATH
export FAULT_SEED=${1:-$(date +%s)} FAULT_STORIES=27000 FAULT_MINUTES=${2:-300}
echo "seed $FAULT_SEED"
vitest run test/pipeline/faults/faults.test.ts
