# `make help` lists what there is. Everything of substance lives in bin/, in Python.
.PHONY: help run setup setup-tests test test-all check fix words bench lock
.DEFAULT_GOAL := help

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*##/\1 -/p' Makefile

run:  ## set up what is missing and run the program (PORT=8001, HOST=..., DEMO=0)
	@exec sh bin/bootstrap.sh run

setup:  ## only set up what `make run` needs
	@exec sh bin/bootstrap.sh setup

setup-tests:  ## only set up what tests and checks need
	@exec sh bin/bootstrap.sh setup-tests

test:  ## set up what is missing and run the suite (ARGS="tests/geo -x" for a part)
	@exec sh bin/bootstrap.sh test $(ARGS)

test-all:  ## what `make test` leaves out: every language, theme and fault
	@exec sh bin/bootstrap.sh test-all $(ARGS)

check:  ## format, lint, types, import contracts, templates, JavaScript
	@exec sh bin/bootstrap.sh check $(ARGS)

fix:  ## format, and mend what the linters can mend
	@exec sh bin/bootstrap.sh check --fix format lint javascript

words:  ## bring the message catalogues in line with the program, list what is untranslated
	@exec sh bin/bootstrap.sh words

bench:  ## measure MEASURES.md's figures against the peers
	@exec sh bin/bootstrap.sh bench $(ARGS)

lock:  ## write requirements*.txt and package-lock.json anew
	@exec sh bin/bootstrap.sh lock
