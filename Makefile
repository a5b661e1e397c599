.PHONY: help demo build test check render bench testbed-down clean

help:
	@echo "make demo    install what is missing, build, and show the main job in the sandbox"
	@echo "make test    install what the tests need, start real servers, run all tests"
	@echo "make build   build the release binary: .build/release/cadastre"
	@echo "make check   lint, undeclared imports, output/ against specs/"
	@echo "make render  write output/ again"
	@echo "make bench   measure validate, plan and apply; see Benchmarks/README.md"

demo:
	@scripts/demo

test:
	@scripts/test

build:
	@scripts/install build
	swift build -c release --product cadastre

check:
	@scripts/check

render: build
	.build/release/cadastre render

bench: build
	@Benchmarks/run

testbed-down:
	@scripts/testbed down

clean:
	swift package clean
