import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  asCommand,
  diagnosisMessages,
  faultsOf,
  languages,
  messages,
  particle,
  say,
  starts,
  type Lesson,
  type Step,
  type Text,
} from '../../src/lessons/index.ts';
import { shipped } from './lessons.ts';
import { sentences, withoutCode } from './prose.ts';

/* The proofs of a lesson's text: the same in both languages, and as the style guide asks. */

const banned = {
  ko: /레플리카셋|파드|떼|마스터|슬레이브|바랍니다|습니다|되어지|에 의해|당신|여러분|이\(가\)|을\(를\)|은\(는\)|쉽게|간단히|무료|!/,
  en: /\b(simply|just|easy|easily|oops|master|slave|pods?|replicasets?|free)\b|!/i,
};

const pairs = ['이/가', '을/를', '은/는', '과/와', '으로/로', '이에요/예요', '이라는/라는', '이고/고', '이나/나'];
const latin =
  /(?:`([^`]+)`|(?<![\w`/-])([A-Za-z][\w./:=-]*|\d+))(이에요|예요|이라는|라는|으로|로|이|가|을|를|은|는|과|와)(?=[\s.,?])/g;

/** Particles after code, names and numbers that do not fit the spoken end. */
function wrongParticles(text: string): string[] {
  return [...text.matchAll(latin)].flatMap(([whole, code, bare, used = '']) => {
    const [consonant = '', vowel = ''] = pairs.find((pair) => pair.split('/').includes(used))?.split('/') ?? [];
    return particle(code ?? bare ?? '', consonant, vowel) === used ? [] : [whole];
  });
}

/** Every text of a step that stands in lab.ts. */
function textsOf(step: Step): Text[] {
  const questions = Object.values(step.predictions ?? {});
  return [
    step.title,
    step.goal,
    step.hint,
    ...questions.flatMap((each) => [each.question, each.reason, ...Object.values(each.options)]),
    ...(step.nearMisses ?? []).flatMap((miss) => miss.message ?? []),
  ];
}

/** Services, hosts and words that a message of this lesson may be about. */
function namesOf(lesson: Lesson): string[] {
  const services = lesson.steps.flatMap((step) =>
    step.checks.flatMap((check) => /\((\w+)/.exec(check.name)?.[1] ?? []),
  );
  return [...new Set([...services, ...starts[lesson.start].hosts.map((host) => host.name), '0', '1', '2', '3', '4'])];
}

it('tells a wrong particle from a right one', () => {
  expect(wrongParticles('`myweb`가 떠요. nginx을 멈춰요. 4으로 늘려요.')).toEqual(['`myweb`가', 'nginx을', '4으로']);
  expect(wrongParticles('`myweb`이 떠요. nginx를 멈춰요. 4로 늘려요.')).toEqual([]);
});

describe.each(shipped)('$lesson.id', ({ lesson, prose }) => {
  it('keeps to the schema', () => expect(faultsOf(lesson)).toEqual([]));

  it.each(languages)('%s: has the title and the lab of lab.ts', (language) => {
    expect(prose[language].front).toMatchObject({ title: lesson.title[language], lab: lesson.id });
    expect(prose[language].front['description']).toBeTruthy();
  });

  it.each(languages)('%s: has the steps of lab.ts, in its order', (language) => {
    expect(prose[language].steps.map((step) => step.id)).toEqual(lesson.steps.map((step) => step.id));
  });

  it('has the same commands, outputs, predictions and notes in both languages', () => {
    const bones = ({ steps }: (typeof prose)['ko']) =>
      steps.map(({ id, runs, outputs, predictions, notes }) => ({ id, runs, outputs, predictions, notes }));
    expect(bones(prose.en)).toEqual(bones(prose.ko));
  });

  it.each(languages)('%s: promises something first', (language) => expect(prose[language].intro).toHaveLength(1));

  it.each(languages)('%s: fits a page', (language) => {
    expect(gzipSync(prose[language].source).length).toBeLessThan(30 * 1024);
  });

  describe.each(lesson.steps)('$id', (step) => {
    const written = prose.ko.steps.find((each) => each.id === step.id);

    it('shows the commands of its solution, each prediction and each output', () => {
      const lines = written?.runs.map((run) => ({
        host: run['host'] ?? starts[lesson.start].hosts[0]?.name,
        line: run['line'],
      }));
      for (const action of step.solution) expect(lines).toContainEqual(asCommand(lesson, action));
      expect(written?.predictions).toEqual(Object.keys(step.predictions ?? {}));
      expect(written?.outputs).toEqual(Object.keys(step.outputs ?? {}));
    });

    it.each(languages)('%s: keeps to the limits', (language) => {
      const own = prose[language].steps.find((each) => each.id === step.id);
      if (!own) throw new Error('no such step');
      expect(own.opening.flatMap(sentences).length, 'sentences before the first command').toBeLessThanOrEqual(3);
      expect(own.runs.length, 'commands').toBeLessThanOrEqual(3);
      expect(own.notes.length, 'notes').toBeLessThanOrEqual(1);
      const text = own.text.join(' ');
      if (language === 'en') expect(text.split(/\s+/).length, 'words').toBeLessThanOrEqual(120);
      else expect(text.length, 'characters').toBeLessThanOrEqual(350);
    });

    it.each(languages)('%s: has no banned word', (language) => {
      const own = prose[language].steps.find((each) => each.id === step.id);
      for (const text of [...(own?.text ?? []), ...textsOf(step).map((each) => each[language])])
        expect(withoutCode(text)).not.toMatch(banned[language]);
    });

    it('ko: speaks 해요체 in short sentences', () => {
      const spoken = [...(written?.text ?? []), step.goal.ko, step.hint.ko].flatMap(sentences);
      for (const sentence of spoken) {
        expect(sentence).toMatch(/(요|죠)[.?]$/);
        expect(sentence.length, sentence).toBeLessThanOrEqual(60);
      }
    });

    it('ko: particles follow the spoken end', () => {
      const texts = [...(written?.text ?? []), ...textsOf(step).map((text) => text.ko)];
      expect(texts.flatMap(wrongParticles)).toEqual([]);
    });
  });

  it('can say every message about every name', () => {
    const fields = [
      'H',
      'S',
      'N',
      'V',
      'P',
      'r',
      'what',
      'have',
      'want',
      'n',
      'k',
      'd',
      'p',
      'path',
      'state',
      'target',
      'name',
      'wrong',
      'port',
      'holder',
      'image',
    ];
    for (const name of namesOf(lesson))
      for (const message of [...Object.values(messages), ...diagnosisMessages]) {
        const { ko, en } = say(message, Object.fromEntries(fields.map((field) => [field, name])));
        expect(ko + en).not.toMatch(/[{}|]|undefined|\([이을은]\)|[이을은]\([가를는]\)/);
        expect(wrongParticles(ko), ko).toEqual([]);
      }
  });
});
