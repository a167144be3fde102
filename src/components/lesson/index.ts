import Home from '../home/Home.astro';
import Code from './Code.astro';
import Hint from './Hint.astro';
import Note from './Note.astro';
import Output from './Output.astro';
import Predict from './Predict.astro';
import Run from './Run.astro';
import Solution from './Solution.astro';
import Step from './Step.astro';
import Term from './Term.astro';

/** What pages are made of, besides Markdown. */
export const components = { code: Code, Hint, Home, Note, Output, Predict, Run, Solution, Step, Term };
