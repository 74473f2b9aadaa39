;; Code that is never reached.
(module
  (func $unreachable (unreachable))
  ;; What follows is not compiled.
  (func $after_unreachable (param i32) (result i32)
    (unreachable)
    (i32.add (local.get 0) (i32.const 1)))
  (func $after_br (param i32) (result i32)
    (block (br 0) (drop (i32.div_u (local.get 0) (i32.const 0))))
    (local.get 0))
  (func $after_return (param i32) (result i32)
    (return (local.get 0))
    (drop (i32.const 1))
    (i32.const 2))
  (func $conditional (param i32) (if (local.get 0) (then (unreachable)))))
;; $unreachable
;;     x86-64: 1 instruction, 2 bytes                       | AArch64: 1 instruction, 4 bytes
;;   unreachable
;;       ud2  ; unreachable                                 |   udf #0  ; unreachable
;;   end
;;
;; $after_unreachable
;;     x86-64: 1 instruction, 2 bytes                       | AArch64: 1 instruction, 4 bytes
;;   unreachable
;;       ud2  ; unreachable                                 |   udf #0  ; unreachable
;;   end
;;
;; $after_br
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   block
;;   br 0
;;       jmp L0                                             |   b L0
;;   end
;;     L0:                                                  | L0:
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $after_return
;;     x86-64: 3 instructions, 4 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   return
;;       mov eax, edi                                       |   mov w0, w2
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;
;; $conditional
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   if
;;       test edi, edi                                      |   cbz w2, L0
;;       jz L0                                              |
;;   unreachable
;;       ud2  ; unreachable                                 |   udf #0  ; unreachable
;;   end
;;     L0:                                                  | L0:
;;   end
