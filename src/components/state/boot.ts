import { start } from './lab.ts';

/* The first thing that a page with a lab runs: the worker and the terminal are fetched side by side, before any island. */
start();
void import('../lab/screen.ts');
