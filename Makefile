.PHONY: help demo build test faults fuzz mutants tsan coverage check render bench testbed-down clean

help:
	@echo "make demo    install what is missing, build, and show the main job in the sandbox"
	@echo "make test    install what the tests need, start real servers, run all tests"
	@echo "make faults  let each request of an apply go wrong in turn, and kill it at each; takes an hour"
	@echo "make fuzz    feed every reader with made-up bytes for a minute; scripts/fuzz TARGET SECONDS for more"
	@echo "make mutants plant one bug after another and look whether the tests notice; takes an hour or so"
	@echo "make tsan    run what has threads under the thread sanitizer"
	@echo "make coverage run all tests and print which lines of which module they reach"
	@echo "make build   build the release binary: .build/release/cadastre"
	@echo "make check   lint, undeclared imports, output/ against specs/"
	@echo "make render  write output/ again"
	@echo "make bench   measure validate, plan and apply, also on a real server and in AWS; see Benchmarks/README.md"

demo:
	@scripts/demo

test:
	@scripts/test

faults:
	@CADASTRE_FAULTS=all CADASTRE_TEST_LIMIT=4h scripts/test --filter 'ConvergenceTests|KilledCloudApplyTests'

build:
	@scripts/install build
	swift build -c release --product cadastre

fuzz:
	@scripts/fuzz

mutants:
	@scripts/mutants

tsan:
	@scripts/tsan

coverage:
	@scripts/coverage

check:
	@scripts/check

render: build
	.build/release/cadastre render

bench: build
	@Benchmarks/run
	@Benchmarks/cluster
	@Benchmarks/aws

testbed-down:
	@scripts/testbed down

clean:
	swift package clean
