const more = `'json':             Print in JSON format
'TEMPLATE':         Print output using the given Go template.
Refer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates`;

/** What `--format` does where objects are shown. */
export const format = `Format output using a custom template:\n${more}`;

/** What `--format` does where objects are listed. */
export const listFormat = `Format output using a custom template:
'table':            Print output in table format with column headers (default)
'table TEMPLATE':   Print output in table format using the given Go template
${more}`;
