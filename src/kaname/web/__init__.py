"""The workbench in a browser: the alliance at a glance, a reader, the register, the runs.

Server-rendered pages over one workspace, for this machine alone; what a page shows a program gets as JSON.
"""
