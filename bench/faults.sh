#!/usr/bin/env bash
# Tells 100,000 stories' worth of schedules with faults (2,000 run with the tests): about an hour on one core.
# A failure prints the seed and the shrunk story; FAULT_SEED=… repeats it. Usage: bench/faults.sh [seed]
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH=$PWD/node_modules/.bin:$PATH
export FAULT_SEED=${1:-$(date +%s)} FAULT_STORIES=27000
echo "seed $FAULT_SEED"
vitest run test/pipeline/faults/faults.test.ts
