"""What a shell needs to complete the command line: one description, and a script in the language of each shell.

The description is made from the parsers; names of routines and exercises are asked for when they are needed, by
`holdwell completion --names KIND`, so that a new file is offered at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

NAMES = "completion --names"


class Shell(StrEnum):
    """The shells that there is a script for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


class Takes(StrEnum):
    """What a word may be."""

    ANYTHING = "anything"  # nothing can be offered
    WORDS = "words"
    FILE = "file"
    FOLDER = "folder"
    ROUTINE = "routines"  # or a file
    EXERCISE = "exercises"


@dataclass(frozen=True, slots=True)
class Value:
    """A word that is to be typed; `words` are those that it may be."""

    takes: Takes
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """An option with its names; `value` is None where it stands alone."""

    names: tuple[str, ...]
    help: str
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """One command: its options and the words after it; the last of those goes on where `repeats`."""

    name: str
    help: str
    flags: tuple[Flag, ...]
    values: tuple[Value, ...] = ()
    repeats: bool = False

    def following(self) -> Iterator[tuple[int, Value, bool]]:
        """Yield each word after it: its place, from 0, what it may be, and whether more of the same may follow."""
        for place, value in enumerate(self.values):
            yield place, value, self.repeats and place == len(self.values) - 1


def script(shell: Shell, commands: tuple[Described, ...], shared: tuple[Flag, ...]) -> str:
    """Return a shell's script for these commands; `shared` options may stand before them."""
    write = {Shell.BASH: _bash, Shell.ZSH: _zsh, Shell.FISH: _fish}[shell]
    return write(commands, shared)


_HARMLESS = str.maketrans({"'": "’", ":": ",", "[": "(", "]": ")", "`": "", '"': "", "\\": "", "$": ""})


def _plain(text: str) -> str:
    """Return a help text without what a shell would read as its own."""
    return " ".join(text.translate(_HARMLESS).split())


def _valued(commands: tuple[Described, ...], shared: tuple[Flag, ...]) -> list[str]:
    """Return the options that take a word after them, which is then none of the command's."""
    flags = [*shared, *(flag for command in commands for flag in command.flags)]
    return sorted({name for flag in flags if flag.value for name in flag.names})


# bash


def _bash(commands: tuple[Described, ...], shared: tuple[Flag, ...]) -> str:
    valued = _valued(commands, shared)
    lines = [
        '# bash completion for holdwell: eval "$(holdwell completion bash)"',
        "# Offers lines as they are: compgen -W would run a file's name that holds $(...), and part one with spaces.",
        "_holdwell_offer() {",
        "    local line",
        '    while IFS= read -r line; do COMPREPLY+=("$line"); done',
        "}",
        "_holdwell_names() {",
        r"    local name typed=${cur//\\/}",
        '    while IFS= read -r name; do [[ "$name" == "$typed"* ]] && COMPREPLY+=("$name"); done < \\',
        f'        <("${{COMP_WORDS[0]}}" {NAMES} "$1" "${{place[@]}}" 2>/dev/null)',
        "}",
        "_holdwell() {",
        '    local cur="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"',
        '    local command="" count=0 i word offer=""',
        "    local -a place=()",
        "    COMPREPLY=()",
        "    for ((i = 1; i < COMP_CWORD; i++)); do",
        '        word="${COMP_WORDS[i]}"',
        '        case "$word" in',
        '        --data-dir) place=(--data-dir "${COMP_WORDS[i+1]}"); ((i++)) ;;',
        f"        {'|'.join(name for name in valued if name != '--data-dir')}) ((i++)) ;;",
        "        -*) ;;",
        '        *) if [[ -z "$command" ]]; then command="$word"; else ((count++)); fi ;;',
        "        esac",
        "    done",
        '    case "$command $before" in',
    ]
    for flag in shared:
        lines += [f'    *" {name}") {_bash_value(flag.value)}; return ;;' for name in flag.names if flag.value]
    for command in commands:
        for flag in command.flags:
            if flag.value:
                pattern = "|".join(f'"{command.name} {name}"' for name in flag.names)
                lines.append(f"    {pattern}) {_bash_value(flag.value)}; return ;;")
    lines += ["    esac", '    case "$command" in']
    names = " ".join(command.name for command in commands)
    lines.append(f'    "") offer="{names} {_flag_names(shared)}" ;;')
    for command in commands:
        lines += [f"    {command.name})", f'        offer="{_flag_names(command.flags)}"', '        case "$count" in']
        for place, value, more in command.following():
            lines.append(f"        {'*' if more else place}) {_bash_value(value)} ;;")
        lines += ["        esac ;;"]
    lines += [
        "    esac",
        '    if [[ -z "$command" || "$cur" == -* ]]; then',
        '        COMPREPLY=($(compgen -W "$offer" -- "$cur"))',
        "    fi",
        "}",
        "complete -o filenames -F _holdwell holdwell",
    ]
    return "\n".join(lines) + "\n"


def _bash_value(value: Value | None) -> str:
    if value is None or value.takes is Takes.ANYTHING:
        return ":"
    if value.takes is Takes.WORDS:
        return f'COMPREPLY=($(compgen -W "{" ".join(value.words)}" -- "$cur"))'
    if value.takes is Takes.FOLDER:
        return '_holdwell_offer < <(compgen -d -- "$cur")'
    if value.takes is Takes.FILE:
        return '_holdwell_offer < <(compgen -f -- "$cur")'
    names = f"_holdwell_names {value.takes.value}"
    files = '; _holdwell_offer < <(compgen -f -X "!*.y*ml" -- "$cur")' if value.takes is Takes.ROUTINE else ""
    return names + files


def _flag_names(flags: tuple[Flag, ...]) -> str:
    return " ".join(name for flag in flags for name in flag.names)


# zsh


def _zsh(commands: tuple[Described, ...], shared: tuple[Flag, ...]) -> str:
    lines = [
        "#compdef holdwell",
        '# zsh completion for holdwell: eval "$(holdwell completion zsh)", or as _holdwell in a folder of $fpath',
        "_holdwell_names() {",
        "    local -a names",
        f'    names=(${{(f)"$($_holdwell_program {NAMES} $1 $_holdwell_place 2>/dev/null)"}})',
        '    compadd "${@:2}" -a names',
        "}",
        '_holdwell_routine_names() { _holdwell_names routines "$@" }',
        "_holdwell_routines() {",
        "    _alternative 'routines:routine:_holdwell_routine_names' 'files:file:_files -g \"*.y(a|)ml\"'",
        "}",
        '_holdwell_exercises() { _holdwell_names exercises "$@" }',
        "_holdwell() {",
        "    local curcontext=$curcontext state line ret=1 _holdwell_program=$words[1] at=${words[(I)--data-dir]}",
        "    local -a _holdwell_place=()",
        "    (( at )) && _holdwell_place=(--data-dir $words[at+1])",
        "    typeset -A opt_args",
        "    _arguments -C \\",
        *(f"        {_zsh_flag(flag)} \\" for flag in shared),
        "        '1:command:->command' '*::rest:->rest' && ret=0",
        "    case $state in",
        "    command)",
        "        local -a commands=(",
        *(f"            '{command.name}:{_plain(command.help)}'" for command in commands),
        "        )",
        "        _describe -t commands command commands && ret=0 ;;",
        "    rest)",
        "        case $words[1] in",
    ]
    for command in commands:
        lines.append(f"        {command.name})")
        parts = [_zsh_flag(flag) for flag in command.flags]
        parts += [f"'{'*' if more else place + 1}:{_zsh_value(value)}'" for place, value, more in command.following()]
        lines += [f"            {part} \\" for part in ["_arguments", *parts]]
        lines[-1] = lines[-1].removesuffix(" \\") + " && ret=0 ;;"
    lines += [
        "        esac ;;",
        "    esac",
        "    return ret",
        "}",
        'if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _holdwell "$@"; else compdef _holdwell holdwell; fi',
    ]
    return "\n".join(lines) + "\n"


def _zsh_flag(flag: Flag) -> str:
    value = f":{_zsh_value(flag.value)}" if flag.value else ""
    names = f"'({' '.join(flag.names)})'{{{','.join(flag.names)}}}" if len(flag.names) > 1 else flag.names[0]
    return f"{names}'[{_plain(flag.help)}]{value}'"


def _zsh_value(value: Value) -> str:
    return {
        Takes.ANYTHING: "value: ",
        Takes.WORDS: f"value:({' '.join(value.words)})",
        Takes.FILE: "file:_files",
        Takes.FOLDER: "folder:_files -/",
        Takes.ROUTINE: "routine:_holdwell_routines",
        Takes.EXERCISE: "exercise:_holdwell_exercises",
    }[value.takes]


# fish


def _fish(commands: tuple[Described, ...], shared: tuple[Flag, ...]) -> str:
    valued = _valued(commands, shared)
    lines = [
        "# fish completion for holdwell: holdwell completion fish | source",
        "# Prints the command of the line and then the words after it, options left out.",
        "function __holdwell_words",
        "    set -l skip 0",
        "    for word in (commandline -opc)[2..]",
        "        if test $skip = 1",
        "            set skip 0",
        f"        else if contains -- $word {' '.join(valued)}",
        "            set skip 1",
        "        else if not string match -q -- '-*' $word",
        "            echo $word",
        "        end",
        "    end",
        "end",
        "function __holdwell_names",
        "    set -l words (commandline -opc)",
        "    set -l place",
        "    if set -l at (contains -i -- --data-dir $words)",
        "        set place --data-dir $words[(math $at + 1)]",
        "    end",
        f"    $words[1] {NAMES} $argv[1] $place 2>/dev/null",
        "end",
        "function __holdwell_none",
        "    test (count (__holdwell_words)) = 0",
        "end",
        "# Whether the command is the first argument, and the place of the word that is typed now one of the others.",
        "function __holdwell_at",
        "    set -l words (__holdwell_words)",
        '    test (count $words) -gt 0; and test "$words[1]" = $argv[1]',
        "    and begin",
        "        test (count $argv) = 1; or contains -- (count $words) $argv[2..]; or begin",
        "            test $argv[-1] = more; and test (count $words) -ge $argv[2]",
        "        end",
        "    end",
        "end",
        "complete -c holdwell -e",
        "complete -c holdwell -f",
        *(f"complete -c holdwell{_fish_flag(flag)}" for flag in shared),
    ]
    for command in commands:
        help_ = _plain(command.help)
        lines.append(f"complete -c holdwell -n __holdwell_none -a {command.name} -d '{help_}'")
        known = {name for flag in shared for name in flag.names}
        lines += [
            f"complete -c holdwell -n '__holdwell_at {command.name}'{_fish_flag(flag)}"
            for flag in command.flags
            if not known & set(flag.names)
        ]
        for place, value, more in command.following():
            if said := _fish_value(value):
                at = f"{place + 1}{' more' if more else ''}"
                lines.append(f"complete -c holdwell -n '__holdwell_at {command.name} {at}'{said}")
    return "\n".join(lines) + "\n"


def _fish_flag(flag: Flag) -> str:
    names = "".join(f" -l {n[2:]}" if n.startswith("--") else f" -s {n[1:]}" for n in flag.names)
    value = "" if flag.value is None else (_fish_value(flag.value) or " -x").replace(" -a", " -x -a")
    value = value.replace(" -F", " -r -F")
    return f"{names}{value} -d '{_plain(flag.help)}'"


def _fish_value(value: Value) -> str:
    return {
        Takes.ANYTHING: "",
        Takes.WORDS: f" -a '{' '.join(value.words)}'",
        Takes.FILE: " -F",
        Takes.FOLDER: " -a '(__fish_complete_directories)'",
        Takes.ROUTINE: " -F -a '(__holdwell_names routines)'",
        Takes.EXERCISE: " -a '(__holdwell_names exercises)'",
    }[value.takes]
