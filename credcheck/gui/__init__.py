"""The desktop window: the only folder with Qt. It shows and asks; it decides nothing.

Modules here import at the top only PySide6 and light rooms (model, errors, wording, settings); what opens sockets,
databases and registers is imported by `work`, on the worker's thread, after the first paint.
"""
