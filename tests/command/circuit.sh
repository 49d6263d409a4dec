#!/bin/sh
# circuit.sh WEISS: the QAOA circuit of a file as OpenQASM, its gates, and what a command line lacks.
set -eu
. "$(dirname "$0")/common.sh"
printf '4 4\n1 2 1\n2 3 2\n3 4 4\n4 1 0.5\n' >ring.mc

ends 0 circuit ring.mc --parameters 0.5,-0.25
cat >expected <<'END'
OPENQASM 3.0;
include "stdgates.inc";
gate rzz(theta) a, b { cx a, b; rz(theta) b; cx a, b; }
qubit[4] q;
bit[4] c;
h q[0];
h q[1];
h q[2];
h q[3];
rzz(0.5) q[0], q[1];
rzz(2.0) q[2], q[3];
rzz(0.25) q[0], q[3];
rzz(1.0) q[1], q[2];
rx(-0.5) q[0];
rx(-0.5) q[1];
rx(-0.5) q[2];
rx(-0.5) q[3];
c = measure q;
END
cmp -s expected out || fail "the circuit is $(cat out)"

ends 0 circuit ring.mc --parameters 0.5,-0.25 --qasm 2 --out ring.qasm
[ ! -s out ] || fail "with --out there is something on the standard output: $(cat out)"
[ "$(head -n 3 ring.qasm)" = "$(printf 'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[4];')" ] ||
  fail "version 2 begins with $(head -n 3 ring.qasm)"
[ "$(grep -c '^cx ' ring.qasm)" = 8 ] || fail "four RZZ are not eight CX"
[ "$(tail -n 1 ring.qasm)" = 'measure q -> c;' ] || fail "nothing is measured"
ends 0 circuit ring.mc --parameters 0.5,-0.25 --qasm 2 -o - --sense max
cmp -s ring.qasm out || fail "-o - is something else than --out FILE"

ends 0 circuit ring.mc --parameters 0.5,0.4,-0.25,-0.1 --counts
prints "one-qubit gates  12        20"
prints "two-qubit gates  8         16"
prints "two-qubit depth  4         8"
ends 0 circuit ring.mc --depth 0
[ "$(grep -c ' q\[' out)" = 4 ] || fail "the start alone has other gates: $(cat out)"

# Mixers.
ends 0 circuit ring.mc --parameters 0.5,-0.25 --mixer xy-ring --groups '0,1;2,3' --counts
prints "two-qubit gates  12"
ends 0 circuit ring.mc --parameters 0.5,-0.25 --mixer grover --qasm 3
prints "ctrl(3) @ p(0.25) q[0], q[1], q[2], q[3];"
printf '0.5 0.25\n0.75 1\n' >start.txt
ends 0 circuit ring.mc --parameters 0.5,-0.25 --mixer warm-start --start start.txt
[ "$(grep -c '^ry(' out)" = 12 ] || fail "the warm start is $(cat out)"
ends 0 circuit ring.mc --multi-angle --parameters 1,2,3,4,0,0,0,0,-1,-2,-3,-4
prints "rzz(1.0) q[0], q[1];"
prints "rzz(6.0) q[1], q[2];"
prints "rx(-8.0) q[3];"

# Angles, mixer and groups out of a report: of real runs, and of a few lines.
ends 0 solve ring.mc --solver qaoa --set depth=2 --report run.json --quiet
ends 0 circuit ring.mc --report run.json --counts
prints "two-qubit gates  8         16"
ends 0 solve ring.mc --solver qaoa --set depth=1 --set mixer=xy-ring --set 'groups=0,1;2,3' --report run.json --quiet
ends 0 circuit ring.mc --report run.json --depth 1 --counts
prints "two-qubit gates  12"
report() {
  printf '{"reproducible": {"problem": {"spins": %s}, "spec": "%s"%s}}\n' "$1" "$2" "$3" >report.json
}
report 4 'qaoa depth=1' ', "parameters": [0.5, -0.25]'
ends 0 circuit ring.mc --report report.json
cmp -s expected out || fail "the circuit of the report is $(cat out)"
report 4 'qaoa depth=1 mixer=xy-ring groups=0,1;2,3' ', "parameters": [0.5, -0.25]'
ends 0 circuit ring.mc --report report.json --counts
prints "two-qubit gates  12"
report 5 'qaoa depth=1' ', "parameters": [0.5, -0.25]'
ends 2 circuit ring.mc --report report.json
says "report.json:1:"
says "another problem"
report 4 'tabu' ''
ends 2 circuit ring.mc --report report.json
says "reported no circuit parameters"
report 4 'qaoa mixer=warm-start' ', "parameters": [0.5, -0.25]'
ends 1 circuit ring.mc --report report.json
says "--start"

# What is missing or wrong.
ends 1 circuit ring.mc
says "the angles are missing"
ends 1 circuit ring.mc --depth 2
says "the angles are missing"
ends 1 circuit ring.mc --parameters 0.5
says "a gamma and a beta a layer"
ends 1 circuit ring.mc --parameters 0.5,-0.25 --depth 2
says "depth 2 takes 4"
ends 1 circuit ring.mc --parameters 0.5,x
says '"x" is none'
ends 1 circuit ring.mc --parameters 0.5,-0.25 --multi-angle
says "each layer takes 12"
ends 1 circuit ring.mc --parameters 0.5,-0.25 --mixer xy-rnig
says 'did you mean "xy-ring"?'
ends 1 circuit ring.mc --parameters 0.5,-0.25 --mixer xy-ring
says "groups"
ends 1 circuit ring.mc --parameters 0.5,-0.25 --mixer xy-ring --groups '0,4'
says "0..3"
ends 1 circuit ring.mc --parameters 0.5,-0.25 --mixer xy-ring --groups '0,1;1,2'
says "variable 1 twice"
printf '0.5 0.25 1.5 0\n' >start.txt
ends 2 circuit ring.mc --parameters 0.5,-0.25 --mixer warm-start --start start.txt
says '"1.5" is no probability'
printf '0.5\n' >start.txt
ends 2 circuit ring.mc --parameters 0.5,-0.25 --mixer warm-start --start start.txt
says "1 numbers, the problem 4"
ends 1 circuit ring.mc --parameters 0.5,-0.25 --report report.json
says "exclude each other"
ends 1 circuit ring.mc --parameters 0.5,-0.25 --qasm 4
ends 1 circuit ring.mc --parameters 0.5,-0.25 --out nowhere/x.qasm
ends 1 circuit ring.mc --parameters 0.5,-0.25 --counts -o -
ends 2 circuit absent.mc --parameters 0.5,-0.25
finish
