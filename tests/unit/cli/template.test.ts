import { describe, expect, test } from 'vitest';
import { Template } from '../../../src/cli/template/index.ts';

const render = (source: string, data: unknown, json = false): string =>
  Template.parse(source).execute(data, json ? { json } : {});

// vectors.json, area template-func, and what Go's text/template documents.
test.each([
  ['{{truncate . 5}}', 'tupx5xzf6hvsrhnruz5cr8gwp', 'tupx5'],
  ['{{truncate . 30}}', 'tupx5', 'tupx5'],
  ['{{pad . 3 3}}', 'x', '   x   '],
  ['{{pad . 3 3}}', '', ''],
  ['{{json .P}}', { P: '0.0.0.0:2->8/udp' }, '"0.0.0.0:2->8/udp"'],
  ['{{join (split . ":") "/"}}', 'text:with:colon', 'text/with/colon'],
  ['{{range $i, $x := .}}{{if $i}}, {{end}}{{$x}}{{else}}none{{end}}', ['a', 'b'], 'a, b'],
  ['{{range .}}x{{else}}none{{end}}', [], 'none'],
  ['{{range $k, $v := .}}{{$k}}={{$v}};{{end}}', { b: 1, a: 2 }, 'a=2;b=1;'],
  ['{{with .A}}{{.B}}{{end}}', { A: { B: 3 } }, '3'],
  ['{{if and .A (gt .B 2)}}yes{{else if .A}}half{{else}}no{{end}}', { A: true, B: 2 }, 'half'],
  ['{{printf "%-5s|%5.1f|%03d|%q" .A .B .C .A}}', { A: 'ab', B: 1.25, C: 7 }, 'ab   |  1.3|007|"ab"'],
  ['{{.A | upper | printf "%s!"}}', { A: 'web' }, 'WEB!'],
  ['{{index .L "a"}} {{len .L}} {{slice .N 0 3}}', { L: { a: 'x' }, N: 'nginx' }, 'x 1 ngi'],
  ['{{- /* note */ -}} {{"a\\tb" -}}  c', {}, 'a\tbc'],
  ['{{.}}', ['a', 1, null], '[a 1 <nil>]'],
  ['{{.M}}', { M: { b: 1, a: { c: true } } }, 'map[a:map[c:true] b:1]'],
  ['{{$x := 1}}{{range .}}{{$x = .}}{{end}}{{$x}}', [4, 5], '5'],
  ['{{html "<a>"}} {{title "swarm mode"}} {{lower "ABC"}}', {}, '&lt;a&gt; Swarm Mode abc'],
  ['{{eq .A "x" "y"}} {{ne 1 2}} {{not true}} {{or "" "b"}}', { A: 'y' }, 'true true false b'],
] as const)('%s', (source, data, expected) => {
  expect(render(source, data)).toBe(expected);
});

describe('an answer that the client decodes', () => {
  const service = {
    Version: { Index: 3 },
    CreatedAt: '2026-11-22T10:59:25.4Z',
    Spec: { UpdateConfig: { Delay: 10e9 } },
  };
  const typed = (source: string): string => Template.parse(source).execute(service, { struct: 'swarm.Service' });

  test('durations and times print as Go prints them, JSON keeps them', () => {
    expect(typed('{{.Spec.UpdateConfig.Delay}} {{.CreatedAt}}')).toBe('10s 2026-11-22 10:59:25.4 +0000 UTC');
    expect(typed('{{json .Spec.UpdateConfig}}')).toBe('{"Delay":10000000000}');
  });
  test('fields that JSON left out as empty are there, pointers are nil', () => {
    expect(typed('[{{.Spec.UpdateConfig.Order}}] {{.Spec.RollbackConfig}}')).toBe('[] <nil>');
    expect(typed('{{with .UpdateStatus}}{{.State}}{{else}}none{{end}}')).toBe('none');
  });
  // As the real client 28.2.2 put it.
  test.each([
    ['{{.Nope}}', "<.Nope>: can't evaluate field Nope in type swarm.Service"],
    ['{{.Spec.Nope}}', "<.Spec.Nope>: can't evaluate field Nope in type swarm.ServiceSpec"],
    ['{{.UpdateStatus.State}}', '<.UpdateStatus.State>: nil pointer evaluating *swarm.UpdateStatus.State'],
  ])('%s fails', (source, message) => {
    expect(() => typed(source)).toThrow(message);
  });
});

// Texts of the real client 28.2.2 (recordings 03, 04 and vectors.json, area task-table).
test.each([
  ['{{.Nope}}', 'template: :1:2: executing "" at <.Nope>: map has no entry for key "Nope"'],
  ['{{.Spec.Name}}', 'template: :1:7: executing "" at <.Spec.Name>: map has no entry for key "Spec"'],
  ['{{.Name', 'template: :1: unclosed action'],
  ['{{InvalidFunction}}', 'template: :1: function "InvalidFunction" not defined'],
  ['{{nil}}', 'template: :1:2: executing "" at <nil>: nil is not a command'],
  ['{{if .A}}', 'template: :1: unexpected EOF'],
  ['{{}}', 'template: :1: missing value for command'],
] as const)('%s fails', (source, message) => {
  expect(() => render(source, { A: 1 }, true)).toThrow(`template parsing error: ${message}`);
});
