import { control } from './control.ts';
import { declarations } from './declare.ts';
import { directories } from './directories.ts';
import { information } from './information.ts';
import { jobControl } from './jobs.ts';
import { options } from './options.ts';
import { output } from './output.ts';
import { read } from './read.ts';
import { builtins } from './table.ts';
import { test } from './test.ts';

Object.assign(builtins, control, declarations, directories, information, jobControl, options, output, test, { read });
