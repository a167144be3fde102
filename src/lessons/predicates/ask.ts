import type { View } from '../../lab/index.ts';
import type { Question } from '../schema.ts';
import { messages } from './messages.ts';
import { met, unmet, type Predicate } from './predicate.ts';

/** The option that is right, as the lab is. */
export function rightAnswer(question: Question, view: View): string {
  return typeof question.answer === 'string' ? question.answer : question.answer(view);
}

/** The learner answers a question about the lab; the right answer is worked out at the moment it is given. */
export function ask(id: string, question: Question): Predicate {
  return {
    name: `ask(${id})`,
    question,
    begin: () => {
      let right: string | undefined;
      return ({ now, answers }) => {
        const given = answers.get(question);
        if (given === rightAnswer(question, now)) right = given;
        return given !== undefined && given === right ? met : unmet(messages.ask);
      };
    },
  };
}
