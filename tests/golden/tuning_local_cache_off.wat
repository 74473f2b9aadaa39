;; Locals without a home are loaded for each use.
;; tuning: homes=off,local_cache=off
(module
  (memory 1)
  (func $twice (param i32) (result i32) (i32.mul (local.get 0) (local.get 0)))
  (func $loop (param $p i32) (param $n i32) (result i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))
;; $twice
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 4 instructions, 16 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 0
;;   local.get 0
;;   i32.mul
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;       imul eax, [rbp-0x8]                                |   ldr w1, [x29, #0x10]
;;                                                          |   mul w0, w0, w1
;;   end
;;
;; $loop
;;     x86-64: 17 instructions, 55 bytes                    | AArch64: 15 instructions, 60 bytes
;;       mov qword ptr [rbp-0x18], 0x0                      |   str xzr, [x29, #0x20]
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |
;;   loop
;;     L0:                                                  | L0:
;;   local.get 2
;;   local.get 0
;;   i32.load
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;       mov eax, [r15+rax]  ; out of bounds                |   ldr w0, [x27, w0, uxtw]  ; out of bounds
;;   i32.add
;;       mov ecx, [rbp-0x18]                                |   ldr w1, [x29, #0x20]
;;       add ecx, eax                                       |   add w1, w1, w0
;;   local.set 2
;;       mov [rbp-0x18], ecx                                |   str x1, [x29, #0x20]
;;   local.get 0
;;   i32.const 4
;;   i32.add
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;   local.set 0
;;       lea eax, [rax+0x4]                                 |   add w0, w0, #4
;;       mov [rbp-0x8], eax                                 |   str x0, [x29, #0x10]
;;   local.get 1
;;   i32.const 1
;;   i32.sub
;;       mov eax, [rbp-0x10]                                |   ldr w0, [x29, #0x18]
;;   local.tee 1
;;       lea eax, [rax-0x1]                                 |   sub w0, w0, #1
;;       mov [rbp-0x10], eax                                |   str x0, [x29, #0x18]
;;   br_if 0
;;       test eax, eax                                      |   cbnz w0, L0
;;       jnz L0                                             |
;;   end
;;   local.get 2
;;   end
;;       mov eax, [rbp-0x18]                                |   ldr w0, [x29, #0x20]
