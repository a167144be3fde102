import type { Lesson, Question, Step } from './schema.ts';
import { languages, type Text } from './text.ts';

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Characters that a step's goal may have (the style guide's limit). */
const goalLimit = { ko: 60, en: 70 } as const;

/** What is wrong with a lesson, each fault in a line; empty when nothing is. */
export function faultsOf(lesson: Lesson): string[] {
  return [
    ...idFaults('lesson', lesson.id),
    ...textFaults(`${lesson.id} title`, lesson.title),
    ...(lesson.minutes > 0 && lesson.minutes <= 15 ? [] : [`${lesson.id}: minutes must be 1–15`]),
    ...repeats(lesson.steps.map((step) => step.id)).map((id) => `step ${id} occurs twice`),
    ...lesson.steps.flatMap(stepFaults),
  ];
}

function stepFaults(step: Step): string[] {
  const at = `step ${step.id}`;
  const names = step.checks.map((check) => check.name);
  return [
    ...idFaults('step', step.id),
    ...textFaults(`${at} title`, step.title),
    ...textFaults(`${at} goal`, step.goal),
    ...textFaults(`${at} hint`, step.hint),
    ...languages
      .filter((language) => step.goal[language].length > goalLimit[language])
      .map((language) => `${at}: goal too long (${language})`),
    ...(names.length > 0 ? [] : [`${at}: no checks`]),
    ...repeats(names).map((name) => `${at}: check ${name} occurs twice`),
    ...(step.solution.length > 0 ? [] : [`${at}: no solution`]),
    ...(step.nearMisses ?? [])
      .filter((miss) => !names.includes(miss.unmet))
      .map((miss) => `${at}: near miss names no check: ${miss.unmet}`),
    ...Object.entries(step.predictions ?? {}).flatMap(([id, question]) =>
      questionFaults(`${at} prediction ${id}`, question),
    ),
    ...step.checks.flatMap((check) => (check.question ? questionFaults(`${at} ${check.name}`, check.question) : [])),
  ];
}

function questionFaults(at: string, { question, options, answer, reason }: Question): string[] {
  return [
    ...textFaults(`${at} question`, question),
    ...textFaults(`${at} reason`, reason),
    ...Object.entries(options).flatMap(([id, text]) => textFaults(`${at} option ${id}`, text)),
    ...(Object.keys(options).length >= 2 ? [] : [`${at}: fewer than two options`]),
    ...(typeof answer === 'function' || answer in options ? [] : [`${at}: the answer is no option`]),
  ];
}

function idFaults(kind: string, id: string): string[] {
  return idPattern.test(id) ? [] : [`${kind} id is malformed: ${id}`];
}

function textFaults(at: string, text: Text): string[] {
  return languages.filter((language) => !text[language]?.trim()).map((language) => `${at}: no text (${language})`);
}

function repeats(names: readonly string[]): string[] {
  return names.filter((name, i) => names.indexOf(name) !== i);
}
