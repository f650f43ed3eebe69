"""`holdwell plan`: what a routine will do, to the second."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from app.core.lengths import clock, in_words
from app.core.plan import Kind, Plan, Segment
from app.core.plan_listing import listing
from app.paths import bundled, folders
from app.plan_options import WrongWordsError, add_plan_options, plan_asked_for
from app.storage.library import Library


def add_parser(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser("plan", help="what a routine will do, to the second")
    parser.add_argument("routine", metavar="ROUTINE", help="a name from `holdwell list`, or a file")
    add_plan_options(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the plan of a routine, at level 0 unless told otherwise."""
    library = Library(bundled(), folders(args.data_dir).data)
    read, sentence = library.find(args.routine)
    if read is None:
        print(f"holdwell: {sentence}", file=sys.stderr)
        return 1
    for fault in read.faults:
        print(fault, file=sys.stderr)
    if read.routine is None:
        return 1
    try:
        plan, told = plan_asked_for(read.routine, args.level, args.minutes, args.choose)
    except WrongWordsError as problem:
        print(f"holdwell: {problem}", file=sys.stderr)
        return 2
    if told:
        print(told, file=sys.stderr)
    if args.json:
        print(json.dumps(listing(plan), ensure_ascii=False))
    else:
        _print_table(plan)
    return 0


def _print_table(plan: Plan) -> None:
    about = "about " if plan.estimated else ""
    print(f"{plan.name}, level {plan.level}: {about}{in_words(round(plan.seconds))}")
    starts = 0.0
    for segment in plan.segments:
        length = "own pace" if segment.seconds is None else in_words(segment.seconds)
        print(f"{clock(starts):>8}  {segment.kind.value:<7}{length:<13}{_what(segment)}".rstrip())
        starts += segment.estimate


def _what(segment: Segment) -> str:
    """Return exercise, position, set, round and repetition of a segment, as far as they tell anything."""
    words = [segment.exercise]
    if segment.position:
        words.append(segment.position)
    if segment.sets > 1:
        words.append(f"set {segment.set} of {segment.sets}")
    if segment.rounds > 1:
        words.append(f"round {segment.round} of {segment.rounds}")
    if segment.kind is Kind.WORK and segment.reps:
        words.append(f"{segment.reps} times" if segment.rep is None else f"{segment.rep} of {segment.reps}")
    if segment.phase:
        words.append(segment.phase)
    if segment.at_least is not None and segment.seconds is not None and segment.at_least < segment.seconds:
        words.append(f"at least {in_words(segment.at_least)}")
    return ", ".join(words)
