"""Claiming a listing."""
