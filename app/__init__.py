"""Holdwell: a desktop workout timer for people with stiff backs."""
